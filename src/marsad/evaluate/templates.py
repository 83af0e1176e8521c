"""Templates: a ledger's incidents as templates of 24 slots, scored against the keys of MUC-4's test parts."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from marsad.engine.local import Progress, say_nothing
from marsad.errors import InputError
from marsad.evaluate.aligning import align
from marsad.evaluate.credit import give_credit
from marsad.evaluate.filling import fill_templates
from marsad.evaluate.keys import Fill, Slot, Template, read_keys
from marsad.evaluate.messages import read_messages
from marsad.evaluate.plain_templates import fill_by_keyword, fill_commonest
from marsad.evaluate.scores import Scores, hash_files, score_f1
from marsad.model.reports import Report
from marsad.pipeline import build_ledger

Keys = Mapping[str, tuple[Template, ...]]

FIGURES = {
    "type_f1": Slot.TYPE,
    "date_f1": Slot.DATE,
    "place_f1": Slot.PLACE,
    "human_number_f1": Slot.HUMAN_NUMBER,
    "human_effect_f1": Slot.HUMAN_EFFECT,
}
PUBLISHED = "best published, other test parts, all slots and messages: slot F .559 and .572 (1992 systems)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """The test parts of a folder: templates and reports by message, and the hash of the files read."""

    keys: Keys
    reports: Mapping[str, Report]
    data: str

    def answer(self, progress: Progress) -> dict[str, Sequence[Template]]:
        """Fill templates from the ledger of each message alone."""
        answers: dict[str, Sequence[Template]] = {}
        for done, (key, report) in enumerate(self.reports.items(), start=1):
            answers[key] = fill_templates(build_ledger([report]))
            progress("reading", done, len(self.reports))
        return answers


def read_parts(folder: Path) -> Parts:
    """Read every keys/key-tst* of a folder, and its messages from texts/. Raises InputError where there is none."""
    files = sorted((folder / "keys").glob("key-tst*"))
    if not files:
        raise InputError(f"{folder}: no keys/key-tst* there", remedy="Name a folder with keys/ and texts/ as MUC-4's.")
    keys = {message: held for path in files for message, held in read_keys(path).items()}
    reports = read_messages(folder / "texts")
    told = {key: reports[key] for key in keys if key in reports}
    return Parts(keys=keys, reports=told, data=hash_files([*files, *(folder / "texts").glob("tst*")]))


def score_templates(folder: Path, progress: Progress = say_nothing) -> Scores:
    """Score every test key of a folder: F1 a slot over the messages with an incident that is not optional.

    Figures ending in _all are over all messages of those keys. Each message is a ledger of its own.
    """
    parts = read_parts(folder)
    ways: dict[str, Callable[[Report], Sequence[Template]]] = {
        "an attack a message": fill_commonest,
        "type by keyword": fill_by_keyword,
    }
    plain = {
        name: score_answers(parts.keys, {key: fill(report) for key, report in parts.reports.items()})
        for name, fill in ways.items()
    }
    told = sum(map(is_told, parts.keys.values()))
    return Scores(
        stage="templates",
        data=parts.data,
        figures=score_answers(parts.keys, parts.answer(progress)),
        baselines=plain,
        notes=(f"{len(parts.keys)} messages, {told} with an incident that is not optional", PUBLISHED),
    )


def is_told(templates: Iterable[Template]) -> bool:
    """Whether a message has an incident that is not optional."""
    return any(not template.optional for template in templates)


def score_answers(keys: Keys, answers: Mapping[str, Sequence[Template]]) -> dict[str, float]:
    """F1 by slot and over all slots, over the messages with an incident and over all messages."""
    told = [message for message, held in keys.items() if is_told(held)]
    few, every = _score(keys, answers, told), _score(keys, answers, list(keys))
    return {**few, **{f"{name}_all": value for name, value in every.items()}}


def _score(keys: Keys, answers: Mapping[str, Sequence[Template]], messages: Sequence[str]) -> dict[str, float]:
    tally = Tally()
    for message in messages:
        tally.add(keys[message], answers.get(message, ()))
    figures = {name: tally.score([slot]) for name, slot in FIGURES.items()}
    return {**figures, "slot_f1": tally.score(list(Slot))}


@dataclass(slots=True)
class Tally:
    """Credit, answers given and answers asked for, by slot."""

    right: dict[Slot, float] = field(default_factory=lambda: defaultdict(float))
    given: dict[Slot, int] = field(default_factory=lambda: defaultdict(int))
    asked: dict[Slot, int] = field(default_factory=lambda: defaultdict(int))

    def add(self, keys: Sequence[Template], answers: Sequence[Template]) -> None:
        """Count a message: its templates aligned so that their credit is largest; optional ones count when aligned."""
        gains = [[sum(give_credits(key, answer).values()) for answer in answers] for key in keys]
        pairs = dict(align(gains))
        for row, key in enumerate(keys):
            if row in pairs:
                self._add_pair(key, answers[pairs[row]])
            elif not key.optional:
                for slot, fills in key.fills.items():
                    self.asked[slot] += sum(not fill.optional for fill in fills)
        for column, answer in enumerate(answers):
            if column not in pairs.values():
                for slot, fills in answer.fills.items():
                    self.given[slot] += len(fills)

    def _add_pair(self, key: Template, answer: Template) -> None:
        for slot, fills in key.fills.items():
            given = answer.fills.get(slot, ())
            met = _match(slot, fills, given)
            self.right[slot] += sum(met.values())
            self.given[slot] += len(given)
            self.asked[slot] += sum(not fill.optional or at in met for at, fill in enumerate(fills))

    def score(self, slots: Sequence[Slot]) -> float:
        """F1 over some slots together."""
        return score_f1(*(sum(tally[slot] for slot in slots) for tally in (self.right, self.given, self.asked)))


def give_credits(key: Template, answer: Template) -> dict[Slot, float]:
    """The credit of one template against another by slot."""
    return {slot: sum(_match(slot, fills, answer.fills.get(slot, ())).values()) for slot, fills in key.fills.items()}


def _match(slot: Slot, fills: Sequence[Fill], given: Sequence[Fill]) -> dict[int, float]:
    """The credit of each filler of the key that an answer meets, one to one."""
    credits = [[give_credit(slot, fill, answer) for answer in given] for fill in fills]
    return {row: credits[row][column] for row, column in align(credits)}
