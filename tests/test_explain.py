"""What `explain`, `tally` and `changes` say: every figure, status, merge and refusal of a ledger, in sentences."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from marsad.commands.grounds import pick, stand_on_ledger
from marsad.commands.looking import find_things, list_things
from marsad.errors import InputError
from marsad.explain import explain
from marsad.explain.answers import Writer
from marsad.explain.changing import compare_ledgers
from marsad.explain.tallying import Rule, tally_ledger
from marsad.model.codec import dump_ledger, load_ledger
from marsad.model.incidents import IncidentStatus
from marsad.model.ledger import Ledger
from marsad.pipeline import read_ledger
from marsad.publish.chronicle import tell_incident
from marsad.publish.index import index_ledger
from marsad.publish.masking import find_withheld
from marsad.publish.reasons import say_reason
from test_desk import run

EXAMPLE = Path(__file__).parent.parent / "examples" / "sudan-market" / "reports"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("out")
    (out / "ledger.json").write_text(dump_ledger(read_ledger([str(EXAMPLE)])), encoding="utf-8")
    return out


@pytest.fixture(scope="module")
def ledger(folder: Path) -> Ledger:
    return load_ledger((folder / "ledger.json").read_bytes())


def test_a_ledger_comes_back_from_its_file_as_it_was(folder: Path, ledger: Ledger) -> None:
    assert dump_ledger(ledger) == (folder / "ledger.json").read_text(encoding="utf-8")


def test_everything_that_has_an_id_is_explained(ledger: Ledger) -> None:
    things = list(list_things(ledger))
    assert {thing.kind for thing in things} >= {
        "incident",
        "claim",
        "series",
        "contradiction",
        "agreement",
        "change",
        "source",
        "copy",
    }
    for thing in things:
        answer = explain(ledger, thing.id)
        assert answer is not None, thing
        assert answer.lines and answer.title


def numbers(ledger: Ledger) -> Iterator[int]:
    for incident in ledger.incidents:
        for count in incident.counts:
            yield from (n for n in (count.low, count.best, count.high) if n is not None)
    for series in ledger.series:
        yield from (n for p in series.points for n in (p.low, p.best, p.high) if n is not None)


def test_every_number_leads_to_a_sentence_that_was_published(ledger: Ledger) -> None:
    texts = " ".join(" ".join(report.text.split()) for report in ledger.reports)
    for number in set(numbers(ledger)):
        answer = explain(ledger, str(number))
        assert answer is not None and answer.claims
        quotes = [line.partition("“")[2].partition("”")[0] for line in answer.lines if line.startswith("  “")]
        assert any(quote.removesuffix(" …") in texts for quote in quotes), number


TUTORIAL = (Path(__file__).parent.parent / "docs" / "tutorial.md").read_text(encoding="utf-8")


def test_the_figure_of_the_tutorial_is_there_and_each_place_of_it_opens_with_a_sentence_that_says_it(
    ledger: Ledger,
) -> None:
    (said,) = re.findall(r'marsad explain "(\d+ \w+)"', TUTORIAL)
    answer = explain(ledger, said)
    assert answer is not None
    places = [at for at, line in enumerate(answer.lines) if line.endswith("From:")]
    assert len(places) >= 2
    assert all(said.split()[0] in answer.lines[at + 1].partition("”")[0] for at in places)


def test_a_number_that_nobody_gives_is_said_to_be_nowhere(ledger: Ledger) -> None:
    answer = explain(ledger, "987654 killed")
    assert answer is not None and answer.lines == ("No claim gives this number.",)


@pytest.mark.parametrize("status", list(IncidentStatus))
def test_every_status_is_said_in_words_and_with_what_has_it(ledger: Ledger, status: IncidentStatus) -> None:
    answer = explain(ledger, status)
    assert answer is not None
    assert sum(i.status == status for i in ledger.incidents) == len(answer.lines) - 2
    assert "confirmed" not in " ".join(answer.lines)


def test_every_merge_has_its_reasons_and_its_two_sentences(ledger: Ledger) -> None:
    largest = max(ledger.incidents, key=lambda i: len(i.claims))
    assert {c for m in largest.merges for c in (m.claim, m.other)} <= set(largest.claims)
    assert len({m.claim for m in largest.merges} | {m.other for m in largest.merges}) >= 0.8 * len(largest.claims)
    answer = explain(ledger, largest.id)
    assert answer is not None
    assert any(line.startswith("Put together, because ") for line in answer.lines)


def test_why_claims_stand_together_is_said_in_words_that_need_no_key(ledger: Ledger) -> None:
    given = {reason for incident in ledger.incidents for merge in incident.merges for reason in merge.reasons}
    assert {"kind", "goes on"} <= given
    assert all(say_reason(reason) != reason for reason in given)
    index, mask = index_ledger(ledger), find_withheld(ledger)
    told = [reason for i in ledger.incidents for reason in tell_incident(index, mask, i).reasons]
    assert any("they tell of one kind of thing" in reason for reason in told)
    assert not any("put together by" in reason for reason in told)


def test_a_refusal_says_which_scopes_differ(ledger: Ledger) -> None:
    incident = ledger.incidents[0]
    why = "scopes differ: 9 is new and 40 is a running total"
    refused = replace(incident.counts[0], low=None, best=None, high=None, rule=None, refusal=why)
    changed = replace(incident, counts=(refused,))
    other = replace(ledger, incidents=tuple(changed if i.id == incident.id else i for i in ledger.incidents))
    answer = explain(other, incident.id)
    assert answer is not None
    assert any("scopes differ" in line for line in answer.lines)
    for rule in Rule:
        tally = next(
            t for t in tally_ledger(other, index_ledger(other), rule, frozenset()) if t.incident == incident.id
        )
        assert tally.figure is None and "scopes differ" in tally.why


def test_a_rule_only_chooses_among_what_sources_say(ledger: Ledger) -> None:
    index = index_ledger(ledger)
    for rule in (Rule.MOST_RECENT, Rule.MOST_CONSERVATIVE, Rule.HIGHEST):
        for tally in tally_ledger(ledger, index, rule, frozenset()):
            assert tally.figure in {given.figure for given in tally.given}
    low = tally_ledger(ledger, index, Rule.MOST_CONSERVATIVE, frozenset())
    high = tally_ledger(ledger, index, Rule.HIGHEST, frozenset())
    differing = [(a.figure, b.figure) for a, b in zip(low, high, strict=True) if a.figure != b.figure]
    assert differing
    assert all(int(a) < int(b) for a, b in differing if a and b and a.isdigit() and b.isdigit())


def test_a_tally_counts_no_copy_and_no_earlier_value_twice(ledger: Ledger) -> None:
    for tally in tally_ledger(ledger, index_ledger(ledger), Rule.AS_SHOWN, frozenset()):
        avoided = tally.avoided
        assert avoided.copies + avoided.again + avoided.earlier <= avoided.mentions
        assert avoided.copies + avoided.again + avoided.earlier >= avoided.mentions - len(tally.given)
    assert any(t.avoided.copies for t in tally_ledger(ledger, index_ledger(ledger), Rule.AS_SHOWN, frozenset()))


def test_nothing_changes_between_a_ledger_and_itself(ledger: Ledger) -> None:
    assert compare_ledgers(ledger, ledger) == ()


def test_what_came_went_and_moved_is_told(ledger: Ledger) -> None:
    gone = ledger.incidents[0]
    old = replace(ledger, incidents=ledger.incidents[1:], changes=(), contradictions=())
    found = compare_ledgers(old, ledger)
    assert (gone.label, "new incident") in {(d.label, d.what) for d in found}
    turns = {"changed its word", "brought its figure up to date"}
    assert "new dispute" in {d.what for d in found} and turns & {d.what for d in found}
    back = compare_ledgers(ledger, old)
    assert (gone.label, "no longer an incident") in {(d.label, d.what) for d in back}
    moved = replace(
        ledger, incidents=tuple(replace(i, status=IncidentStatus.DENIED, counts=()) for i in ledger.incidents)
    )
    assert {"status"} < {d.what for d in compare_ledgers(ledger, moved)}


def test_words_that_several_things_have_are_listed(ledger: Ledger) -> None:
    assert len(find_things(ledger, "killed")) > 1
    with pytest.raises(InputError, match="have these words"):
        pick(stand_on_ledger(ledger), "killed")
    with pytest.raises(InputError, match="no incident"):
        pick(stand_on_ledger(ledger), "nothing of this kind", ("incident",))
    one = ledger.incidents[0]
    assert pick(stand_on_ledger(ledger), one.id[:16]).id == one.id
    assert pick(stand_on_ledger(ledger), one.label).id == one.id


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("explain", "contested"), "denies"),
        (("tally", "--measure", "killed", "--rule", "highest"), "not counted twice"),
        (("tally", "--rule", "named_source"), "--source"),
        (("explain", "no such thing here"), "no thing has this id"),
        (("changes",), "--since"),
        (("explain", " "), "Nothing is named"),
        (("changes", "--since", "soon"), "or how long ago: 12h, 7d, 2w"),
        (("changes", "--since", "2000w"), "new report"),
        (("places", "list"), "no places were added"),
    ],
)
def test_the_commands_answer_or_say_what_to_do(
    folder: Path, words: tuple[str, ...], says: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run(monkeypatch, *words, "--into", str(folder))
    told = capsys.readouterr()
    assert says in told.out + told.err
    assert "Traceback" not in told.err


def test_two_ledgers_are_compared_from_their_folders(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run(monkeypatch, "changes", str(folder), str(folder))
    assert capsys.readouterr().out == "nothing changed\n"


def test_a_sentence_that_copies_set_otherwise_stands_once_with_its_copies(ledger: Ledger) -> None:
    first = ledger.claims[0]
    others = [report.id for report in ledger.reports if report.id != first.report][:2]
    twins = [
        replace(first, id=f"claim-twin-{at}", report=report, quote=f"“{first.quote}”".replace(" ", "  "))
        for at, report in enumerate(others)
    ]
    write = Writer(index_ledger(replace(ledger, claims=(*ledger.claims, *twins))))
    write.quote([first.id, *(twin.id for twin in twins)])
    [line] = write.lines
    assert line.endswith("and 2 copies")


def test_a_report_of_an_unnamed_outlet_is_named_once(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("Shells hit Orlen on 3 May 2031, killing nine people.", encoding="utf-8")
    ledger = read_ledger([str(tmp_path)])
    [line] = [line for line in explained(ledger, ledger.claims[0].id) if "Shells" in line][:1]
    assert line.count("note.txt") == 1


def explained(ledger: Ledger, thing: str) -> tuple[str, ...]:
    write = Writer(index_ledger(ledger))
    write.quote([thing])
    return tuple(write.lines)
