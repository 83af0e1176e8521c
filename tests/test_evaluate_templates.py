"""Templates and roles against an invented message and its key."""

from pathlib import Path

import pytest

from marsad.errors import InputError
from marsad.evaluate.aligning import align
from marsad.evaluate.credit import give_credit
from marsad.evaluate.filling import fill_templates
from marsad.evaluate.keys import Fill, Slot, read_keys
from marsad.evaluate.messages import read_messages
from marsad.evaluate.roles import score_roles
from marsad.evaluate.templates import Tally, score_templates
from marsad.pipeline import build_ledger

MESSAGE = """TST9-MUC4-0001

   LIMA, 4 MAR 89 (NORTE RADIO) -- [TEXT] TWO GUARDS WERE KILLED WHEN A BOMB
EXPLODED AT A MILL IN CUSCO YESTERDAY. THE POLICE SAID THAT THE BANDA GRIS
GANG HAD PLACED THE BOMB.

TST9-MUC4-0002

   LIMA, 5 MAR 89 -- [TEXT] THE MINISTER OPENED A SCHOOL FAIR.
"""
KEY = """;;; a remark
0.  MESSAGE: ID                     TST9-MUC4-0001
1.  MESSAGE: TEMPLATE               1
2.  INCIDENT: DATE                  03 MAR 89
3.  INCIDENT: LOCATION              PERU: CUSCO (CITY)
4.  INCIDENT: TYPE                  BOMBING / ATTACK
5.  INCIDENT: STAGE OF EXECUTION    ACCOMPLISHED
6.  INCIDENT: INSTRUMENT ID         "BOMB"
9.  PERP: INDIVIDUAL ID             -
10. PERP: ORGANIZATION ID           "\\"BANDA GRIS\\" GANG" / "BANDA GRIS"
12. PHYS TGT: ID                    "MILL"
                                    ? "GATE"
18. HUM TGT: NAME                   -
19. HUM TGT: DESCRIPTION            "GUARDS": "-"
21. HUM TGT: NUMBER                 2: "GUARDS" / "TWO GUARDS"
23. HUM TGT: EFFECT OF INCIDENT     DEATH: "GUARDS"

0.  MESSAGE: ID                     TST9-MUC4-0001
1.  MESSAGE: TEMPLATE               2 (OPTIONAL)
2.  INCIDENT: DATE                  - 04 MAR 89
4.  INCIDENT: TYPE                  ARSON

0.  MESSAGE: ID                     TST9-MUC4-0002
1.  MESSAGE: TEMPLATE               *
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in (("texts/tst9-muc4", MESSAGE), ("keys/key-tst9.v1", KEY)):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="latin-1")
    return tmp_path


def test_reads_alternates_references_and_options_of_a_key(folder: Path) -> None:
    told, silent = read_keys(folder / "keys" / "key-tst9.v1").values()
    first, second = told
    assert not silent
    assert (first.optional, second.optional) == (False, True)
    assert first.fills[Slot.TYPE] == (Fill(values=("BOMBING", "ATTACK")),)
    assert first.fills[Slot.ORGANIZATION] == (Fill(values=('"BANDA GRIS" GANG', "BANDA GRIS")),)
    assert first.fills[Slot.PHYSICAL_TARGET] == (Fill(values=("MILL",)), Fill(values=("GATE",), optional=True))
    assert first.fills[Slot.HUMAN_NUMBER] == (Fill(values=("2",), about=("GUARDS", "TWO GUARDS")),)
    assert first.fills[Slot.PERPETRATOR] == ()


@pytest.mark.parametrize(
    ("number", "slot", "written", "values"),
    [
        (3, Slot.PLACE, "(PERU: ANTA (TOWN)) / (PERU)", ("PERU: ANTA (TOWN)", "PERU")),
        (3, Slot.PLACE, "PERU: ANTA (TOWN) / PERU: PUNO (CITY)", ("PERU: ANTA (TOWN)", "PERU: PUNO (CITY)")),
        (3, Slot.PLACE, "PERU: ANTA (TOWN / CITY)", ("PERU: ANTA (TOWN / CITY)",)),
        (2, Slot.DATE, "(- 3 MAR 89) / (2 MAR 89 - 3 MAR 89)", ("- 3 MAR 89", "2 MAR 89 - 3 MAR 89")),
        (21, Slot.HUMAN_NUMBER, '5 - / 6: "NUNS"', ("5-", "6")),
        (23, Slot.HUMAN_EFFECT, '(DEATH / INJURY): "NUNS"', ("DEATH", "INJURY")),
    ],
)
def test_reads_alternates_in_brackets(
    number: int, slot: Slot, written: str, values: tuple[str, ...], tmp_path: Path
) -> None:
    path = tmp_path / "key-tst9"
    path.write_text(
        f"0.  MESSAGE: ID                     TST9-MUC4-0001\n1.  MESSAGE: TEMPLATE               1\n"
        f"{number}. SLOT                            {written}\n"
    )
    (template,) = read_keys(path)["TST9-MUC4-0001"]
    assert [fill.values for fill in template.fills[slot]] == [values]


def test_a_key_without_templates_is_named(tmp_path: Path) -> None:
    path = tmp_path / "key-tst9"
    path.write_text("nothing\n")
    with pytest.raises(InputError, match="no template"):
        read_keys(path)


def test_a_message_is_a_report_with_its_dateline(folder: Path) -> None:
    report = read_messages(folder / "texts")["TST9-MUC4-0001"]
    assert report.dateline is not None
    assert (report.dateline.place, str(report.dateline.date)) == ("LIMA", "1989-03-04")
    assert "\n" not in report.text


@pytest.mark.parametrize(
    ("slot", "right", "said", "credit"),
    [
        (Slot.DATE, "03 MAR 89", "3 MAR 89", 1.0),
        (Slot.DATE, "03 MAR 89", "- 03 MAR 89", 0.5),
        (Slot.DATE, "- 03 MAR 89", "- 04 MAR 89", 0.0),
        (Slot.PLACE, "PERU: CUSCO (DEPARTMENT): ANTA (TOWN)", "PERU: ANTA (CITY)", 1.0),
        (Slot.PLACE, "PERU: ANTA (TOWN / CITY)", "PERU: ANTA (CITY)", 1.0),
        (Slot.PLACE, "PERU: ANTA (TOWN)", "PERU", 0.5),
        (Slot.PLACE, "PERU: ANTA (TOWN)", "PERU: LIMA (CITY)", 0.0),
        (Slot.PLACE, "PERU: ANTA (TOWN)", "CHILE: ANTA (TOWN)", 0.0),
        (Slot.TYPE, "BOMBING", "ATTACK", 0.0),
        (Slot.PHYSICAL_TARGET, "THE OLD MILL", "MILL", 0.5),
    ],
)
def test_credit_by_slot(slot: Slot, right: str, said: str, credit: float) -> None:
    assert give_credit(slot, Fill(values=(right,)), Fill(values=(said,))) == credit


def test_a_number_of_another_target_has_half_credit() -> None:
    key = Fill(values=("2",), about=("GUARDS",))
    assert give_credit(Slot.HUMAN_NUMBER, key, Fill(values=("2",), about=("TWO GUARDS",))) == 1.0
    assert give_credit(Slot.HUMAN_NUMBER, key, Fill(values=("2",), about=("NUNS",))) == 0.5


def test_alignment_makes_the_sum_largest() -> None:
    assert align([[3.0, 2.0], [2.0, 0.0]]) == [(0, 1), (1, 0)]
    assert align([[0.0], [1.0], [0.5]]) == [(1, 0)]
    assert align([]) == []


def test_an_optional_template_is_asked_for_only_where_it_is_met(folder: Path) -> None:
    told = read_keys(folder / "keys" / "key-tst9.v1")["TST9-MUC4-0001"]
    met, missed = Tally(), Tally()
    met.add(told, told)
    missed.add(told, told[:1])
    assert met.score(list(Slot)) == missed.score(list(Slot)) == 1.0
    assert (met.asked[Slot.TYPE], missed.asked[Slot.TYPE]) == (2, 1)


def test_stages_score_every_test_key_of_a_folder(folder: Path) -> None:
    templates, roles = score_templates(folder), score_roles(folder)
    assert templates.figures["type_f1"] == 1.0
    assert templates.figures["place_f1"] == 1.0
    assert templates.figures["date_f1"] == 1.0
    assert templates.figures["human_effect_f1"] == 1.0
    assert templates.baselines["an attack a message"]["place_f1"] == 0.0
    assert roles.figures["weapon_f1"] == 1.0


def fill(dateline: str, said: str, tmp_path: Path) -> dict[Slot, tuple[str, ...]]:
    """The first value of each filler of the only template of an invented message."""
    (tmp_path / "tst9-muc4").write_text(f"TST9-MUC4-0003\n\n   {dateline} (NORTE RADIO) -- [TEXT] {said}\n")
    (template,) = fill_templates(build_ledger(list(read_messages(tmp_path).values())))
    return {slot: tuple(one.values[0] for one in fills) for slot, fills in template.fills.items()}


def test_days_that_a_text_spans_are_a_span(tmp_path: Path) -> None:
    filled = fill("LIMA, 9 MAR 89", "THREE NURSES WERE KILLED IN CUSCO IN THE LAST 48 HOURS.", tmp_path)
    assert filled[Slot.DATE] == ("07 MAR 89 - 09 MAR 89",)


def test_a_city_called_as_its_country_keeps_the_word(tmp_path: Path) -> None:
    filled = fill("GUATEMALA CITY, 9 MAR 89", "A BOMB EXPLODED IN GUATEMALA CITY YESTERDAY.", tmp_path)
    assert filled[Slot.PLACE] == ("GUATEMALA: GUATEMALA CITY (CITY)",)


def test_a_place_within_another_is_no_other_place(tmp_path: Path) -> None:
    said = "A BOMB EXPLODED IN CUSCO, PERU, YESTERDAY. THE BOMB EXPLODED IN SAN BLAS, CUSCO."
    assert fill("LIMA, 9 MAR 89", said, tmp_path)[Slot.PLACE] == ("PERU: CUSCO (CITY)",)


def test_without_a_place_the_country_that_a_claim_names_is_filled(tmp_path: Path) -> None:
    filled = fill("LIMA, 9 MAR 89", "TWO NURSES WERE KILLED IN HONDURAS YESTERDAY.", tmp_path)
    assert filled[Slot.PLACE] == ("HONDURAS",)


def test_a_quarter_stands_behind_the_town_before_it(tmp_path: Path) -> None:
    said = "A BOMB EXPLODED IN THE ROSAL NEIGHBORHOOD OF CUSCO YESTERDAY."
    assert fill("LIMA, 9 MAR 89", said, tmp_path)[Slot.PLACE] == ("PERU: CUSCO (CITY): ROSAL (NEIGHBOURHOOD)",)


def test_doers_are_people_and_the_body_that_they_are_of(tmp_path: Path) -> None:
    filled = fill("LIMA, 9 MAR 89", "SHINING PATH GUERRILLAS KILLED JUDGE EFRAIN TOBAR CUEVAS IN CUSCO.", tmp_path)
    assert (filled[Slot.PERPETRATOR], filled[Slot.ORGANIZATION]) == (("SHINING PATH GUERRILLAS",), ("SHINING PATH",))
    assert filled[Slot.HUMAN_NAME] == ("EFRAIN TOBAR CUEVAS",)


def test_a_folder_without_test_keys_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="key-tst"):
        score_templates(tmp_path)


def test_an_act_is_in_the_country_that_a_message_names_not_where_it_was_written(tmp_path: Path) -> None:
    said = "SALVADORAN REBELS KILLED THREE NURSES IN SANTA ANA, EL SALVADOR. THE ARMY MOVED IN."
    filled = fill("MEXICO CITY (MEXICO), 9 MAR 89", said, tmp_path)
    assert filled[Slot.PLACE] == ("EL SALVADOR: SANTA ANA (CITY)",)


def test_arrests_totals_and_fighters_are_no_targets_of_an_attack(tmp_path: Path) -> None:
    said = (
        "REBELS KILLED TWO NURSES IN CUSCO YESTERDAY. POLICE ARRESTED NINE STUDENTS OVER THE ATTACK. "
        "THE ATTACK KILLED FOUR GUERRILLAS TOO. ATTACKS HAVE KILLED 900 PEASANTS SINCE 1981."
    )
    assert fill("LIMA, 9 MAR 89", said, tmp_path)[Slot.HUMAN_NUMBER] == ("2",)


def test_an_act_that_is_only_mentioned_fills_no_template(tmp_path: Path) -> None:
    said = "A BOMB KILLED TWO NURSES IN CUSCO YESTERDAY. THERE WAS A KIDNAPPING IN TACNA."
    assert fill("LIMA, 9 MAR 89", said, tmp_path)[Slot.TYPE] == ("BOMBING",)


def test_a_name_within_a_known_region_is_a_place(tmp_path: Path) -> None:
    said = "A BOMB KILLED TWO NURSES IN SAN ELMO, CUSCO DEPARTMENT, YESTERDAY."
    filled = fill("LIMA, 9 MAR 89", said, tmp_path)
    assert filled[Slot.PLACE] == ("PERU: SAN ELMO (PLACE)",)


def test_a_name_that_nothing_bears_out_is_a_place_right_behind_in(tmp_path: Path) -> None:
    filled = fill("LIMA, 9 MAR 89", "A BOMB KILLED TWO PERUVIAN NURSES IN SAN ELMO YESTERDAY.", tmp_path)
    assert filled[Slot.PLACE] == ("PERU: SAN ELMO (PLACE)",)
    filled = fill("LIMA, 9 MAR 89", "A BOMB KILLED TWO PERUVIAN NURSES NEAR SAN ELMO YESTERDAY.", tmp_path)
    assert filled[Slot.PLACE] == ("PERU",)
