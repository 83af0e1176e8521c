"""Roles: whom and what a message's acts name in five roles, as sets of entities a message.

The five-role form of MUC-4 that later work scores: perpetrators as individuals and as organisations, physical targets,
victims by name, weapons. Each is a slot of the keys; an entity is a filler with all its alternates. The entities of all
templates of a message are put together, each once, and aligned one to one with the answers of the same role.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

from marsad.engine.local import Progress, say_nothing
from marsad.evaluate.aligning import align
from marsad.evaluate.credit import list_words
from marsad.evaluate.keys import Fill, Slot, Template
from marsad.evaluate.plain_roles import fill_by_words
from marsad.evaluate.scores import Scores, score_f1
from marsad.evaluate.templates import Parts, read_parts

ROLES = {
    "perpetrator_f1": Slot.PERPETRATOR,
    "organization_f1": Slot.ORGANIZATION,
    "target_f1": Slot.PHYSICAL_TARGET,
    "victim_f1": Slot.HUMAN_NAME,
    "weapon_f1": Slot.INSTRUMENT,
}
PUBLISHED = "best published, other parts, trained on the development keys: .545 (GRIT, CEAF-REE, Du et al. 2021)"


def score_roles(folder: Path, progress: Progress = say_nothing) -> Scores:
    """Score the five roles of every test key of a folder, over all of its messages: F1 a role, and over all roles.

    An answer is right where its words are those of an alternate, articles aside; in figures ending in _head where the
    last word is. Raises InputError where there is no test key.
    """
    parts = read_parts(folder)
    ours = parts.answer(progress)
    plain = {key: fill_by_words(report) for key, report in parts.reports.items()}
    return Scores(
        stage="roles",
        data=parts.data,
        figures=score_answers(parts, ours),
        baselines={"words of a list": score_answers(parts, plain)},
        notes=(f"{len(parts.keys)} messages", PUBLISHED),
    )


def score_answers(parts: Parts, answers: Mapping[str, Sequence[Template]]) -> dict[str, float]:
    """F1 by role and over all, by all words and by the last word."""
    figures: dict[str, float] = {}
    for ending, heads in (("", False), ("_head", True)):
        total = [0, 0, 0]
        for name, slot in ROLES.items():
            tally = [0, 0, 0]
            for message, keys in parts.keys.items():
                row = _count(_gather(keys, slot), _gather(answers.get(message, ()), slot), heads=heads)
                tally = [held + more for held, more in zip(tally, row, strict=True)]
            figures[name + ending] = score_f1(*tally)
            total = [held + more for held, more in zip(total, tally, strict=True)]
        figures[f"role_f1{ending}"] = score_f1(*total)
    return figures


def _gather(templates: Sequence[Template], slot: Slot) -> list[Fill]:
    """The entities of a message in one role, each once."""
    return list(dict.fromkeys(fill for template in templates for fill in template.fills.get(slot, ())))


def _count(keys: Sequence[Fill], answers: Sequence[Fill], *, heads: bool) -> tuple[int, int, int]:
    """Entities found, given and asked for; an optional one that is not found was not asked for."""
    gains = [[float(_is_same(key, answer, heads=heads)) for answer in answers] for key in keys]
    met = dict(align(gains))
    return len(met), len(answers), sum(not key.optional or row in met for row, key in enumerate(keys))


def _is_same(key: Fill, answer: Fill, *, heads: bool) -> bool:
    read = _head if heads else list_words
    return bool({read(one) for one in key.values} & {read(one) for one in answer.values})


def _head(said: str) -> frozenset[str]:
    """The last word before a preposition or bracket, folded: what a noun phrase is of."""
    for mark in (" OF ", " IN ", " FROM ", " WHO ", " WITH ", " [", " (", ","):
        said = said.upper().partition(mark)[0]
    return list_words(said.split()[-1]) if said.split() else frozenset()
