"""Sources of one story: names joined, chains complete, nothing doubled."""

from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from attribution_by_hand import attribute_text
from draft_by_hand import EMPTY
from marsad.claims.attribution.attributing import Attribution
from marsad.lexicon.bodies import find_body, find_state, load_bodies
from marsad.model.claims import ActorRole, BodyKind, Source
from marsad.model.copies import Relation
from marsad.model.drafts import ActorMention, Draft
from marsad.model.reports import Report, report_id
from marsad.resolve.acronyms import find_acronyms
from marsad.resolve.cites import find_cites
from marsad.resolve.sources import SourceBook, resolve_sources
from report_of_text import make_report


def write_report(key: str, text: str, outlet: str | None = None, agency: str | None = None) -> Report:
    identity = report_id(key, outlet, None, text)
    return replace(make_report(text, key), id=identity, outlet=outlet, agency=agency)


def draft(report: Report, one: Attribution) -> Draft:
    return replace(
        EMPTY,
        report=report.id,
        order=one.sentence.order,
        span=one.sentence.span,
        quote=report.text[slice(*one.sentence.span)],
        chain=one.chain,
        cue=one.cue,
        stance=one.stance,
        reasons=one.reasons,
    )


def read_story(*reports: Report) -> tuple[SourceBook, list[Draft], dict[str, Source]]:
    drafts = [draft(report, one) for report in reports for one in attribute_text(*report.text.split("\n\n"))]
    book = resolve_sources(reports, drafts)
    return book, drafts, {source.id: source for source in book.sources}


def chains(*reports: Report) -> list[list[str]]:
    book, drafts, rows = read_story(*reports)
    return [[rows[source].name for source in book.chain_of(each)] for each in drafts]


def test_a_monitor_is_one_source_under_its_names_in_a_story() -> None:
    one = write_report(
        "a",
        "Nine people died, a monitor said.\n\nThe Volta Incident Register (VIR) said shells hit the port.\n\n"
        "The Accra-based group said a school was hit.",
        "Coast Mail",
    )
    two = write_report("b", "Two more died, VIR said.\n\nThe Register said the road was closed.", "Delta Times")
    assert {chain[0] for chain in chains(one, two)} == {"Volta Incident Register"}


def test_spokesperson_is_a_row_with_the_body_as_affiliation() -> None:
    report = write_report("a", "Nobody was hurt, said Ali Musa, a spokesman for the RSF.\n\nMusa said a clinic burned.")
    book, drafts, rows = read_story(report)
    speakers = {book.chain_of(each)[0] for each in drafts}
    (person,) = (rows[source] for source in speakers)
    assert (person.name, person.kind) == ("Ali Musa", BodyKind.PERSON)
    assert person.affiliation is not None
    assert rows[person.affiliation].name == "Rapid Support Forces"


def test_chain_ends_with_agency_and_outlet_each_once() -> None:
    report = write_report("a", "The road was cut, a nurse told AFP.\n\nThe town is quiet.", "Coast Mail", "AFP")
    assert chains(report) == [
        ["nurse", "Agence France-Presse", "Coast Mail"],
        ["Agence France-Presse", "Coast Mail"],
    ]


def test_an_outlet_that_speaks_for_itself_is_not_doubled() -> None:
    report = write_report("a", "SANA said the road was cut.\n\nResidents told SANA it was mined.", "SANA")
    assert chains(report) == [["Syrian Arab News Agency"], ["Residents", "Syrian Arab News Agency"]]


def test_with_no_outlet_the_chain_is_the_unnamed_outlet_of_that_report() -> None:
    one, two = write_report("a", "The town is quiet."), write_report("b", "The town is quiet.")
    assert chains(one, two) == [["unnamed outlet of a"], ["unnamed outlet of b"]]


def test_unnamed_roles_are_one_row_for_each_report_and_relay() -> None:
    text = "A military source told Reuters the road was cut.\n\nThe source said it was mined."
    one, two = write_report("a", text, "Coast Mail"), write_report("b", text, "Delta Times")
    book, drafts, _ = read_story(one, two)
    speakers = [book.chain_of(each)[0] for each in drafts]
    assert speakers[0] == speakers[1] and speakers[2] == speakers[3]
    assert speakers[0] != speakers[2]


def test_the_army_is_that_of_the_country_that_the_story_is_about() -> None:
    report = write_report("a", "Kenyan police left. Kenyan troops stayed in Kenya.\n\nThe army said two soldiers died.")
    assert chains(report)[-1][0] == "Kenya Defence Forces"


def test_an_army_is_not_an_armed_group_with_army_in_its_name() -> None:
    report = write_report("a", "The Arakan Army said it took the town.\n\nThe army said it held the town.")
    first, second = (chain[0] for chain in chains(report))
    assert first == "Arakan Army" and second != first


def test_state_agency_speaks_for_state_media() -> None:
    report = write_report("a", "SANA said trucks had left.\n\nSyrian state media denied that there was a deal.")
    book, drafts, rows = read_story(report)
    agency, media = (rows[book.chain_of(each)[0]] for each in drafts)
    assert agency.affiliation == media.id


def test_spans_are_parallel_to_the_chain() -> None:
    report = write_report("a", "The road was cut, a nurse told Reuters.", "Coast Mail")
    book, (only,), _ = read_story(report)
    spans = book.spans_of(only)
    assert len(spans) == len(book.chain_of(only))
    assert [span and report.text[slice(*span)] for span in spans] == ["a nurse", "Reuters", None]


def test_report_cites_its_agency_its_relays_and_the_body_that_carries_it() -> None:
    origin = write_report("own", "Shells hit the port.", "Volta Incident Register")
    text = "The Volta Incident Register said nine people died.\n\nIt said shells fell.\n\nA nurse told Reuters so."
    report = write_report("a", text, "Coast Mail", "AFP")
    book, drafts, _ = read_story(origin, report)
    cites = find_cites([origin, report], drafts, book)
    assert all(each.relation is Relation.CITES and each.overlap == 0 and not each.passages for each in cites)
    found = {(each.origin_name, each.origin) for each in cites if each.report == report.id}
    assert {("Agence France-Presse", None), ("Volta Incident Register", origin.id)} <= found


def test_order_of_reports_and_drafts_changes_nothing() -> None:
    reports = [
        write_report("a", "A monitor said nine died.\n\nThe army denied it.", "Coast Mail"),
        write_report("b", "The Volta Incident Register said nine died.", "Delta Times"),
        write_report("c", "Ali Musa, a spokesman for the RSF, said a clinic burned.", None, "AFP"),
    ]
    _, drafts, _ = read_story(*reports)
    books = [resolve_sources(order, drafts[::-1]) for order in permutations(reports)]
    assert len({book.sources for book in books}) == 1
    assert len({tuple(book.chain_of(each) for each in drafts) for book in books}) == 1


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("SDF", "Syrian Democratic Forces"),
        ("the S.D.F.", "Syrian Democratic Forces"),
        ("ISIS", "Islamic State"),
        ("Daesh", "Islamic State"),
        ("U.N.", "United Nations"),
        ("the Turkish defence ministry", "Turkish Ministry of Defence"),
        ("Ukraine's air force", "Ukrainian Air Force"),
        ("Ansar Allah", "Houthis"),
        ("JNIM", "Jama'at Nusrat al-Islam wal-Muslimin"),
        ("is", None),
        ("who", None),
        ("dawn", None),
        ("Kenya", None),
    ],
)
def test_bodies_are_found_by_whole_name_or_acronym(text: str, name: str | None) -> None:
    found = find_body(text)
    assert (found.name if found else None) == name


def test_a_capital_that_speaks_is_its_government() -> None:
    found = find_state("Ankara")
    assert found is not None and found.name == "Turkish government"
    assert find_state("Springfield") is None


def test_every_body_is_found_by_its_own_name_and_part_of_names_a_body() -> None:
    for body in load_bodies():
        assert find_body(body.name) is not None, body.name
        if body.part_of:
            assert find_body(body.part_of) is not None, body.part_of


def test_acronyms_are_those_that_the_text_spells_out() -> None:
    text = "The Nile Basin Observatory (NBO) and the House of Peace (HOP) met on Sunday (Reuters) at 5 (PM)."
    assert find_acronyms([text]) == {"NBO": "Nile Basin Observatory", "HOP": "House of Peace"}


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60))
def test_any_text_may_be_looked_up(text: str) -> None:
    assert find_body(text) is find_body(text)
    find_acronyms([text])


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from(["A", "The", "army", "said", "nine", "died", ".", "monitor", "it"]), max_size=12))
def test_every_chain_ends_with_the_outlet(words: list[str]) -> None:
    report = write_report("a", " ".join(["It", "said", *words]), "Coast Mail")
    book, drafts, rows = read_story(report)
    for each in drafts:
        chain = book.chain_of(each)
        assert rows[chain[-1]].name == "Coast Mail"
        assert len(set(chain)) == len(chain) == len(book.spans_of(each))
        assert replace(each) in drafts


def test_a_phrase_that_only_describes_a_monitor_is_no_second_monitor() -> None:
    report = write_report(
        "a",
        "Nine people died, a monitoring group said.\n\nThe Volta Incident Register said shells hit the port.\n\n"
        "The Accra-based Register said a school was hit.\n\nThe Register said the road was closed.",
    )
    assert {chain[0] for chain in chains(report)} == {"Volta Incident Register"}


def test_rebels_are_not_the_one_armed_group_that_the_story_names() -> None:
    report = write_report("a", "Boko Haram said it took the town.\n\nInsurgents said the road was mined.")
    first, second = (chain[0] for chain in chains(report))
    assert first == "Boko Haram" and second != first


def test_a_department_of_a_body_speaks_as_that_body() -> None:
    report = write_report(
        "a",
        "The Works Board of the Rapid Support Forces said a clinic burned.\n\nThe Works Board said two people died.",
    )
    assert {chain[0] for chain in chains(report)} == {"Rapid Support Forces"}


def test_a_name_without_its_accents_is_the_same_person() -> None:
    one = write_report("a", "President José Amadú Díaz said the port was shelled.", "Coast Mail")
    two = write_report("b", "Amadu Diaz said the port was safe.", "Delta Times")
    assert {chain[0] for chain in chains(one, two)} == {"José Amadú Díaz"}


def test_a_statement_is_no_source_beside_who_issued_it() -> None:
    report = write_report("a", "The port authority issued a statement saying that two cranes were hit.", "Coast Mail")
    assert chains(report) == [["port authority", "Coast Mail"]]


def test_a_body_with_a_name_of_its_own_is_not_the_one_monitor_of_the_story() -> None:
    report = write_report(
        "a",
        "The Volta Incident Register said nine people died.\n\n"
        "The Accra-based Harbour Media Centre (HMC) reported a fire.\n\nThe HMC said the port was shut.",
    )
    first, second, third = (chain[0] for chain in chains(report))
    assert first == "Volta Incident Register" and second == third == "Harbour Media Centre"


def test_a_body_of_one_country_is_not_that_of_another_with_the_same_name() -> None:
    text = (
        "The Iraqi Observatory for Human Rights said nine people died. The Observatory for Human Rights said ten did."
    )
    (first, *_), (second, *_) = chains(write_report("a", text, "Coast Mail"))
    assert first == "Iraqi Observatory for Human Rights" != second


def test_a_paper_is_no_word_of_a_departments_name() -> None:
    (only,) = chains(write_report("a", "The Department of National Defense blamed the rebels.", "Coast Mail"))
    assert only == ["Department of National Defense", "Coast Mail"]


def test_a_minister_speaks_for_the_ministry() -> None:
    book, (only,), rows = read_story(write_report("a", "Justice Minister Ana Roe said two men fled.", "Coast Mail"))
    person = rows[book.chain_of(only)[0]]
    assert person.affiliation is not None
    assert (person.name, rows[person.affiliation].name) == ("Ana Roe", "Justice Ministry")


def test_a_ministry_is_one_source_however_it_is_worded() -> None:
    one = write_report("a", "The Ministry of Mines said nine men died.", "Coast Mail")
    other = write_report(
        "b", "Nine men died, the mines ministry said. The Fisheries Ministry said ten men died.", "Hill Mail"
    )
    assert [chain[0] for chain in chains(one, other)] == ["Mines Ministry", "Mines Ministry", "Fisheries Ministry"]


def test_a_body_that_publishes_itself_speaks_for_itself() -> None:
    own = write_report("a", "The Monitor counted nine dead.\n\nShells hit the mill.", "Kole Conflict Monitor")
    other = write_report("b", "Nine men died.", "UN Relief Office Kole")
    book, drafts, rows = read_story(own, other)
    told = [rows[book.chain_of(each)[0]] for each in drafts]
    assert {each.name for each in told} == {"Kole Conflict Monitor", "UN Relief Office Kole"}
    assert {each.kind for each in told} == {BodyKind.ORGANISATION}


def test_the_press_office_of_a_body_speaks_for_it() -> None:
    own = write_report("a", "Our men struck the depot and killed nine guards.", "Upper Front Media Office")
    other = write_report("b", "The Upper Front said nine guards died.", "Coast Mail")
    book, drafts, rows = read_story(own, other)
    office = rows[book.chain_of(drafts[0])[0]]
    assert office.affiliation is not None
    assert (office.name, rows[office.affiliation].name) == ("Upper Front Media Office", "Upper Front")


def test_a_corrected_figure_is_its_speakers() -> None:
    text = "The council said 15 had died.\n\nIt corrected its toll to 12 dead."
    assert [chain[0] for chain in chains(write_report("a", text, "Coast Mail"))] == ["council", "council"]


def test_a_common_noun_means_the_organisation_whose_name_holds_its_words() -> None:
    report = write_report("a", "The Volta Rights Centre said nine died.\n\nA rights group said two were boys.", "Mail")
    assert [chain[0] for chain in chains(report)] == ["Volta Rights Centre", "Volta Rights Centre"]


def test_the_front_is_the_one_that_fights_in_the_story() -> None:
    report = write_report("a", "The Front's commander, Ana Ruiz, said the truce would hold.", "Mail")
    mention = ActorMention(
        role=ActorRole.AGENT, name="Upper Volta Front", text="Upper Volta Front", span=(0, 3), kind=BodyKind.ARMED_GROUP
    )
    acting = [replace(draft(report, one), actors=(mention,)) for one in attribute_text(report.text)]
    book = resolve_sources((report,), acting)
    assert "Upper Volta Front" in {source.name for source in book.sources}
    assert "front" not in {source.name.lower() for source in book.sources}


def test_an_earlier_version_of_the_article_is_its_outlet() -> None:
    (only,) = chains(write_report("a", "An earlier version of this article said that 73 men were hurt.", "Coast Mail"))
    assert only == ["Coast Mail"]
