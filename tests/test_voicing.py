"""What a copy dropped or swapped in attributions and names."""

import json
from pathlib import Path

import pytest

from lineage_by_hand import write
from marsad.cli import main
from marsad.commands.voicing import Turn, Voicing, compare_voices
from marsad.lineage.changes import compare_reports
from marsad.model.reports import Report

WIRE = (
    "Rebels shelled the grain market of Tal Orim at dawn on Sunday, killing nine porters, the Orim Tally Desk said.",
    "The governor said the gates of the market would stay shut until the fires in the silos had been put out.",
    "A nurse said that the clinic beside the old bridge had run out of blood before noon on the same day.",
    "The road to the coast was open again in the evening and buses were running as before the shelling began.",
)


def told(left: Report, right: Report) -> list[tuple[Turn, list[str], list[str]]]:
    return [
        (each.turn, [left.text[slice(*span)] for span in each.left], [right.text[slice(*span)] for span in each.right])
        for each in compare_voices((left, right), compare_reports(left, right))
    ]


def test_a_source_that_a_copy_leaves_out_or_swaps_is_told() -> None:
    copy = (WIRE[0].replace(", the Orim Tally Desk said", ""), WIRE[1].replace("The governor", "A resident"), *WIRE[2:])
    turns = told(write("wire", *WIRE), write("copy", *copy))
    assert (Turn.DROPPED, ["the Orim Tally Desk"], []) in turns
    assert (Turn.SWAPPED, ["The governor"], ["A resident"]) in turns
    assert len([turn for turn, _, _ in turns if turn is not Turn.RENAMED]) == 2


def test_a_dropped_sentence_counts_with_its_source_and_an_added_one_does_not() -> None:
    left, right = write("wire", *WIRE), write("copy", *WIRE[:2], WIRE[3], "A trader said prices had doubled at once.")
    assert told(left, right) == [(Turn.DROPPED, ["A nurse"], [])]


def test_other_words_for_the_same_people_are_told() -> None:
    left, right = write("wire", *WIRE), write("copy", WIRE[0].replace("Rebels", "Terrorists"), *WIRE[1:])
    assert (Turn.RENAMED, ["Rebels"], ["Terrorists"]) in told(left, right)


def test_the_same_words_for_a_source_are_no_swap() -> None:
    later = "The monitor said that the last of the porters had been buried beside the old bridge by nightfall."
    other = WIRE[0].replace("the Orim Tally Desk", "the Volta Incident Register")
    turns = told(write("wire", *WIRE, later), write("copy", other, *WIRE[1:], later))
    assert (Turn.SWAPPED, ["the Orim Tally Desk"], ["the Volta Incident Register"]) in turns
    assert not [turn for turn in turns if turn[1] == ["The monitor"]]


def test_a_report_beside_itself_shows_nothing() -> None:
    report = write("wire", *WIRE)
    found: tuple[Voicing, ...] = compare_voices((report, report), compare_reports(report, report))
    assert found == ()


def test_diff_prints_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names = [tmp_path / "wire.txt", tmp_path / "copy.txt"]
    names[0].write_text("\n\n".join(WIRE), "utf-8")
    names[1].write_text("\n\n".join((WIRE[0].replace(", the Orim Tally Desk said", ""), *WIRE[1:])), "utf-8")
    for options, expected in (((), "source dropped: “the Orim Tally Desk” → (nobody)"), (("--json",), None)):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("sys.argv", ["marsad", "diff", *map(str, names), *options])
            with pytest.raises(SystemExit):
                main()
        out = capsys.readouterr().out
        assert expected in out if expected else json.loads(out)["voices"][0]["turn"] == "dropped"
