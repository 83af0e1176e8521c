"""Counts against the sheet that was written before the code, and the laws that every sentence keeps."""

import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.claims.counts.finding import find_counts
from marsad.claims.sentences import Sentence, load_parser
from marsad.model.claims import CountRelation, Measure, Scope
from marsad.model.drafts import DraftCount
from marsad.model.reports import BlockKind

SHEET = Path(__file__).parent / "data" / "counts.csv"
BASE = 17


def read(text: str) -> Sentence:
    return Sentence(BASE, load_parser()(text)[:], 0, 0, BlockKind.BODY)


def count(text: str) -> tuple[DraftCount, ...]:
    return find_counts(read(text))


def show(one: DraftCount) -> str:
    figures = " ".join("-" if figure is None else str(figure) for figure in (one.low, one.best, one.high))
    group = f'"{one.of}"' if one.of else "-"
    whole = "-" if one.subset_of is None else str(one.subset_of)
    return f"{one.measure} {figures} {one.relation} {one.scope} {group} {whole}"


def test_reads_the_sheet_to_at_least_95_percent() -> None:
    with SHEET.open(encoding="utf-8") as sheet:
        rows = list(csv.DictReader(sheet))
    missed = []
    for row in rows:
        got = " // ".join(show(one) for one in count(row["sentence"])) or "none"
        if got != row["expected"]:
            missed.append(f"{row['sentence']}\n  want {row['expected']}\n  got  {got}")
    assert len(rows) >= 60
    assert 1 - len(missed) / len(rows) >= 0.95, "\n".join(missed)


@pytest.mark.parametrize(
    "text",
    [
        "The official did not say how many people were killed.",
        "No one was hurt in the blast.",
        "Musa Kamara, 41, spoke near Kenema.",
        "The shop owner lost $5,000 when the 12-storey tower on Highway 7 burned.",
        "The guards were not among the 30 people on the train.",
        "The 2014 attack lasted three days.",
        "In a raid on 12 homes, people were arrested.",
        "The army killed or wounded 30 rebels.",
        "A military source said the road was open.",
    ],
)
def test_counts_nobody(text: str) -> None:
    assert count(text) == ()


def test_a_part_points_at_its_whole_and_takes_its_measure_and_scope() -> None:
    whole, first, second = count("The toll has reached 30: 20 rebels and 10 policemen.")
    assert (whole.subset_of, first.subset_of, second.subset_of) == (None, 0, 0)
    assert {one.measure for one in (whole, first, second)} == {Measure.KILLED}
    assert {one.scope for one in (whole, first, second)} == {Scope.CUMULATIVE}


def test_a_part_greater_than_its_whole_is_no_part() -> None:
    assert all(one.subset_of is None for one in count("The raid killed 3 people, including 40 children."))


def test_the_same_dead_are_counted_once() -> None:
    assert len(count("Nine killed: the blast that hit the depot killed nine, officials said.")) == 1


def test_others_are_the_group_spoken_of_before() -> None:
    killed, injured = count("Four pilgrims were killed and six others injured.")
    assert (killed.of, injured.of) == ("pilgrims", "pilgrims")


def test_a_list_shares_its_predicate_and_keeps_its_parties_apart() -> None:
    counts = count("The campaign has left 90 Kenyan soldiers, 40 militants and 7 children dead.")
    assert [one.party for one in counts] == ["Kenyan soldier", "fighter", "child"]
    assert counts[2].age == "child"


def test_age_and_gender_come_from_the_group() -> None:
    (girl,) = count("A 9-year-old girl was wounded by shrapnel.")
    assert (girl.best, girl.age, girl.gender) == (1, "9", "female")


def test_words_masked_for_a_platform_are_read() -> None:
    (one,) = count("Two people ki*lled in a car explosion")
    assert (one.measure, one.best) == (Measure.KILLED, 2)


def test_a_clause_is_read_alone() -> None:
    sentence = read("Six guards were killed, but two drivers escaped.")
    comma = next(token.i for token in sentence.tokens if token.text == ",")
    assert [one.measure for one in find_counts(sentence, (0, comma))] == [Measure.KILLED]
    assert [one.measure for one in find_counts(sentence, (comma, len(sentence.tokens)))] == [Measure.ESCAPED]


def test_spans_point_at_the_words_in_the_report() -> None:
    text = "مقتل — the blast 💥 in Aden killed at least 14 dock workers."
    (one,) = count(text)
    assert text[one.span[0] - BASE : one.span[1] - BASE] == "at least 14 dock workers"


NUMBERS = st.integers(min_value=2, max_value=900_000)
FRAMES = st.sampled_from(
    ["The shelling killed {} villagers.", "{} villagers were killed.", "The death of {} villagers was confirmed."]
)
RELATIONS = {
    "": CountRelation.EXACTLY,
    "more than ": CountRelation.MORE_THAN,
    "at least ": CountRelation.AT_LEAST,
    "about ": CountRelation.ABOUT,
    "up to ": CountRelation.UP_TO,
    "fewer than ": CountRelation.FEWER_THAN,
}


@settings(max_examples=60, deadline=None)
@given(number=NUMBERS, frame=FRAMES, words=st.sampled_from(sorted(RELATIONS)), grouped=st.booleans())
def test_every_relation_gives_its_bounds(number: int, frame: str, words: str, grouped: bool) -> None:
    said = f"{number:,}" if grouped or number > 1899 else str(number)
    (one,) = count(frame.format(words + said))
    relation = RELATIONS[words]
    bounds = {
        CountRelation.EXACTLY: (number, number, number),
        CountRelation.MORE_THAN: (number + 1, None, None),
        CountRelation.AT_LEAST: (number, None, None),
        CountRelation.ABOUT: (None, number, None),
        CountRelation.UP_TO: (None, None, number),
        CountRelation.FEWER_THAN: (None, None, number - 1),
    }
    assert (one.relation, one.measure) == (relation, Measure.KILLED)
    assert (one.low, one.best, one.high) == bounds[relation]


TEXT = """12 dozens killed were of , and ( ) including a two dead children : toll to - ? 34 others IS 💥 قتلى among
them at least more than 1.5 million"""
WORDS = st.sampled_from(tuple(TEXT.split()))


@settings(max_examples=120, deadline=None)
@given(words=st.lists(WORDS, min_size=1, max_size=30))
def test_any_words_give_sound_counts(words: list[str]) -> None:
    text = " ".join(words)
    counts = count(text)
    for index, one in enumerate(counts):
        assert 0 <= one.span[0] - BASE < one.span[1] - BASE <= len(text)
        assert one.verbatim in text
        assert one.subset_of is None or 0 <= one.subset_of < index
        assert (one.low, one.best, one.high) != (None, None, None)
        assert one.low is None or one.high is None or one.low <= one.high


def figures(text: str) -> list[tuple[Measure, int | None]]:
    return [(one.measure, one.best if one.best is not None else one.low) for one in count(text)]


def test_those_to_be_freed_are_still_held() -> None:
    assert figures("The army promised to rescue the 60 villagers still held by the rebels.") == [(Measure.DETAINED, 60)]
    assert figures("He called for freeing the 25 miners who remain in captivity.") == [(Measure.DETAINED, 25)]
    assert figures("The group released 12 of the 60 pupils still held.") == [(Measure.RELEASED, 12)]


def test_dead_bodies_are_dead_and_bodies_handed_on_are_no_new_dead() -> None:
    received = figures("The clinic received five dead bodies and 40 wounded people.")
    assert received == [(Measure.KILLED, 5), (Measure.INJURED, 40)]
    assert figures("Twelve bodies were pulled from the rubble.") == [(Measure.KILLED, 12)]
    assert figures("Two bodies were handed over to the morgue in Duhok.") == []
    assert figures("Crews delivered 3 bodies to their families.") == []


def test_figures_with_places_go_on_from_the_first() -> None:
    told = figures("Nine people were hurt in Goma, five in Bukavu, two each in Uvira and Fizi, and one in Beni.")
    assert told == [(Measure.INJURED, 9), (Measure.INJURED, 5), (Measure.INJURED, 2), (Measure.INJURED, 1)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("There were reports of a woman being killed.", [(Measure.KILLED, 1)]),
        ("He and his daughter died in the fire.", [(Measure.KILLED, 1), (Measure.KILLED, 1)]),
        ("A miner and his six-year-old son were killed by a mine.", [(Measure.KILLED, 1), (Measure.KILLED, 1)]),
        ("Her two-month-old baby was injured when the shell hit.", [(Measure.INJURED, 1)]),
        ("Police arrested her and her brother.", [(Measure.DETAINED, 1), (Measure.DETAINED, 1)]),
        ("He died in the fire.", []),
        ("Forty people were rushed to hospital after the blast.", [(Measure.INJURED, 40)]),
        ("Norway has about 900 soldiers at a base in Gao.", [(Measure.PRESENT, 900)]),
        ("More than 90 boys were taken from their dormitory in the night.", [(Measure.DETAINED, 91)]),
    ],
)
def test_what_became_of_a_group_is_told_in_many_ways(text: str, expected: list[tuple[Measure, int]]) -> None:
    assert figures(text) == expected


def test_one_of_a_group_who_drives_is_no_movement() -> None:
    assert figures("One of the attackers drove a car bomb into the gate.") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The column was carrying at least 40 people to the port.", [(Measure.MOVED, 40)]),
        ("Families were driven from two besieged rebel-held villages.", []),
        ("Four miners, Omar Said, Rana Haddad, Sami Noor and Ali Nasser, were killed.", [(Measure.KILLED, 4)]),
        ("The raid left 12 invaders dead.", [(Measure.KILLED, 12)]),
        ("Three clerks were killed and nine others were hurt.", [(Measure.KILLED, 3), (Measure.INJURED, 9)]),
        ("It killed Omar Said, a clerk from the port, and six others.", [(Measure.KILLED, 6), (Measure.KILLED, 1)]),
    ],
)
def test_who_holds_a_place_and_who_is_named_are_not_counted_again(
    text: str, expected: list[tuple[Measure, int]]
) -> None:
    assert figures(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("All but three of the 20 hostages were freed on Monday.", [(Measure.RELEASED, 17)]),
        ("All but three hostages were freed.", []),
        (
            "The port office put the number of dead at 17 and that of the injured at 34.",
            [(Measure.KILLED, 17), (Measure.INJURED, 34)],
        ),
        ("Officials put the number of displaced at 40,000.", [(Measure.DISPLACED, 40000)]),
        ("Four soldiers had fallen in the fighting.", [(Measure.KILLED, 4)]),
        ("The army lost 20 soldiers in the battle.", [(Measure.KILLED, 20)]),
        ("Another 18 people who had been abducted were freed on Tuesday.", [(Measure.RELEASED, 18)]),
        ("Twelve people who were killed in the strike were buried on Monday.", [(Measure.KILLED, 12)]),
        ("Three of the five wounded later died.", [(Measure.KILLED, 3)]),
        ("The toll rose from 12 to 14.", [(Measure.KILLED, 14)]),
        ("The tolls rose from 12 to 14.", [(Measure.KILLED, 14)]),
        ("Envoy visits Orlen as toll hits 12.", [(Measure.KILLED, 12)]),
        ("The Orlen toll reaches 34.", [(Measure.KILLED, 34)]),
        ("Envoy visits the capital as Orlen toll reaches 34.", []),
        ("The convoy reached 12 villages.", []),
        ("Two more boys died in Orlen, bringing the toll to 36.", [(Measure.KILLED, 2), (Measure.KILLED, 36)]),
        ("Clinics counted 34 hunger-related deaths.", [(Measure.KILLED, 34)]),
        ("Nine soldiers were exchanged for seven fighters.", [(Measure.RELEASED, 9), (Measure.RELEASED, 7)]),
        ("From 12 to 14 people were killed.", [(Measure.KILLED, 12)]),
        (
            "She said 28 wounded had been brought in and four of them died on the way.",
            [(Measure.INJURED, 28), (Measure.KILLED, 4)],
        ),
        ("Rebels captured 14 soldiers and handed over 9 of them.", [(Measure.DETAINED, 14), (Measure.DETAINED, 9)]),
        ("One in five of the 200 dead were children.", [(Measure.KILLED, 200)]),
        ("The strike brought the total to 41.", []),
        ("From 3 to 9 April, 12 people died in Dovar.", [(Measure.KILLED, 12)]),
    ],
)
def test_totals_and_remainders_are_told_in_many_ways(text: str, expected: list[tuple[Measure, int]]) -> None:
    assert figures(text) == expected


def test_a_count_of_days_beside_a_total_since_a_month_is_new() -> None:
    text = (
        "Between 8 and 14 March, 23 people were killed, bringing the number of fatalities since October 2017 to 2,689."
    )
    assert [(one.best, one.scope) for one in count(text)] == [(23, Scope.NEW), (2689, Scope.CUMULATIVE)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The clinic put the dead at 21, among them nine women.", ["killed 21 -", "killed 9 women"]),
        ("They emptied two lorries and burned the other two.", ["destroyed 2 lorries"]),
        ("Gunmen carried off 11 nurses.", ["detained 11 nurses"]),
        ("One driver was shot in the leg.", ["injured 1 driver"]),
        ("One of them, a man of 44, was wounded.", ["injured 1 -"]),
        ("It corrected an earlier toll of 15 dead.", []),
        ("It corrected an earlier list of 15 dead.", []),
    ],
)
def test_what_a_figure_is_of(text: str, expected: list[str]) -> None:
    assert [f"{one.measure} {one.low} {one.of or '-'}" for one in count(text)] == expected


@pytest.mark.parametrize(
    ("text", "measure", "figures", "of"),
    [
        ("The war has driven 40,000 people from their homes.", Measure.DISPLACED, [40000], "people"),
        ("Gunmen took six men away.", Measure.DETAINED, [6], "men"),
        ("The hospital treated 37 people with gunshot wounds.", Measure.INJURED, [37], "people"),
        ("The hospital received 34 war-wounded patients.", Measure.INJURED, [34], "war-wounded patients"),
        ("Five of its soldiers had suffered minor wounds.", Measure.INJURED, [5], "its soldiers"),
        ("The rebels held 600 prisoners.", Measure.DETAINED, [600], "prisoners"),
        ("The union documented 958 civilian deaths.", Measure.KILLED, [958], "civilian"),
        ("Some 400 newly displaced people had reached the port.", Measure.DISPLACED, [400], "newly displaced people"),
        ("Two of those killed were farmers.", Measure.KILLED, [2], "farmers"),
        ("One MiG-21 had been lost.", Measure.DESTROYED, [1], "MiG-21"),
        ("The army lost 12 tanks.", Measure.DESTROYED, [12], "tanks"),
        ("The ministry put losses at 12.", Measure.KILLED, [12], None),
        ("Killed: 14", Measure.KILLED, [14], None),
        ("- Houses destroyed: 200", Measure.DESTROYED, [200], "Houses"),
        ("People displaced: 12,400", Measure.DISPLACED, [12400], "People"),
    ],
)
def test_words_around_a_number_say_what_it_counts(
    text: str, measure: Measure, figures: list[int], of: str | None
) -> None:
    found = count(text)
    assert [(one.measure, one.best, one.of) for one in found] == [(measure, figure, of) for figure in figures]


@pytest.mark.parametrize(
    "text",
    [
        "Among the 31 wounded are three children.",
        "Six people, among them two children, are missing.",
        "Injured: 30 (including 12 children)",
    ],
)
def test_a_part_is_found_before_and_behind_its_whole(text: str) -> None:
    whole, part = count(text)
    assert (part.subset_of, part.party, part.measure) == (0, "child", whole.measure)


@pytest.mark.parametrize("text", ["The army arrested 14 people and seized 20 rifles.", "Killed 14 May: nobody."])
def test_things_seized_and_days_are_not_people(text: str) -> None:
    assert [one.best for one in count(text)] in ([14], [])


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("The ombudsman has counted 22 deaths.", Scope.CUMULATIVE),
        ("At least 72 fighters have been killed in the conflict.", Scope.CUMULATIVE),
        ("Six people have been killed in an air strike.", Scope.NEW),
    ],
)
def test_who_has_counted_gives_a_running_total(text: str, scope: Scope) -> None:
    assert [one.scope for one in count(text)] == [scope]


@pytest.mark.parametrize(
    ("text", "measures"),
    [
        ("The doctors treated 22 fighters, two of whom died on the table.", [Measure.KILLED]),
        ("31 were killed and 57 injured in strikes and cross-border shelling.", [Measure.KILLED, Measure.INJURED]),
        ("The joint force lost six men.", [Measure.KILLED]),
        ("Gunmen torched nine villages.", [Measure.DESTROYED]),
        ("Houses burned: 780", [Measure.DESTROYED]),
        ("Nine fighters walked free from the jail.", [Measure.RELEASED]),
        ("Ten more prisoners are to follow within a week.", []),
        ("A fourth child, a girl of nine, died on Tuesday.", [Measure.KILLED]),
        ("A boy of 11 and his father were killed.", [Measure.KILLED, Measure.KILLED]),
        ("Two nurses were detained at the ford and released the next day.", [Measure.DETAINED, Measure.RELEASED]),
        ("Five men were abducted but escaped a day later.", [Measure.DETAINED, Measure.ESCAPED]),
        ("30 people were killed and wounded.", [Measure.KILLED]),
        ("They launched 51 Rana-type strike drones.", [Measure.FIRED]),
        ("Gunners intercepted 47 fixed-wing aircraft.", [Measure.DESTROYED]),
        ("A police guard received a gunshot wound.", [Measure.INJURED]),
        ("The army announced the liquidation of ten terrorists.", [Measure.KILLED]),
        ("They arrested 200 men, three of whom were later found dead.", [Measure.DETAINED, Measure.KILLED]),
        ("Guards seized at dawn today, Monday, nine clerks from two towns.", [Measure.DETAINED]),
        ("The army said that one of its soldiers was hurt.", [Measure.INJURED]),
        ("28 guards killed acc. to a mil. source.", [Measure.KILLED]),
        ("Locals speak of 13 dead incl. 7 children.", [Measure.KILLED, Measure.KILLED]),
        ("A sapper of the rescue service was killed.", [Measure.KILLED]),
        ("A dog was killed.", []),
        ("Two Austrians kidnapped in May remain in the hands of the group.", [Measure.DETAINED]),
        ("2 KIA, 6 WIA.", [Measure.KILLED, Measure.INJURED]),
        ("About 90 villagers have taken refuge in a school.", [Measure.DISPLACED]),
        ("The unit neutralised six fighters.", [Measure.KILLED]),
        ("Displaced by parish:\nLomani: 610\n- Tala Umbo: 1,300", [Measure.DISPLACED, Measure.DISPLACED]),
        ("Killed by district:\nLomani: 14", [Measure.KILLED]),
        ("Prices by district:\nLomani: 14", []),
        ("Camp committee: 212 new arrivals, shelter for half.", [Measure.DISPLACED]),
    ],
)
def test_a_figure_counts_what_its_own_words_say(text: str, measures: list[Measure]) -> None:
    assert [one.measure for one in count(text)] == measures


def test_an_age_in_brackets_is_no_count() -> None:
    assert [one.best for one in count("1 male (54) was shot dead at the checkpoint.")] == [1]


def test_what_was_lost_by_an_army_in_a_total_are_its_dead() -> None:
    text = "Three more soldiers had been killed, taking to 75 the number lost since the invasion began."
    assert [(one.measure, one.best) for one in count(text)] == [(Measure.KILLED, 3), (Measure.KILLED, 75)]


def test_who_has_documented_one_death_gives_no_running_total() -> None:
    assert [one.scope for one in count("Activists have documented the death of a child in the raid.")] == [Scope.NEW]
    assert [one.scope for one in count("The union has documented 958 civilian deaths.")] == [Scope.CUMULATIVE]


def test_a_second_label_stands_behind_a_semicolon() -> None:
    found = count("Deaths: 1,554 between 1 January and 22 March; injured: 826.")
    assert [(one.measure, one.best) for one in found] == [(Measure.KILLED, 1554), (Measure.INJURED, 826)]
