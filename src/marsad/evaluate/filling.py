"""From a ledger of one message to templates: which claims tell of an act, and which tell of the same one.

| MUC-4's rule | how it is read off the ledger |
|---|---|
| an act is of one of seven types | by the kinds and words of `lexicon/muc4.csv`, the first line that fits |
| recent, factual or threatened | claims that are planned without a threat, conditional or denied fill nothing |
| clashes and losses among fighters are none | battles, and attacks that harm the armed alone, fill nothing |
| acts differ by place, date or type; else one template | claims of one type go together unless places or days differ |
| an act that is only mentioned fills none | beside others, one without doer, target, weapon and day is left out |
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from marsad.evaluate.credit import list_words
from marsad.evaluate.filling_parts import find_doers, find_instruments, find_things
from marsad.evaluate.filling_setting import Setting, write_date, write_place
from marsad.evaluate.filling_targets import find_effects, find_numbers, find_targets, tell_names
from marsad.evaluate.keys import Fill, Slot, Template
from marsad.lexicon.muc4 import tell_type
from marsad.model.claims import Claim, Kind, Measure, Stance, Status
from marsad.model.ledger import Ledger

_ARMED = frozenset({"fighter", "soldier", "force", "commander", "security force"})
_HARM = frozenset({Measure.KILLED, Measure.INJURED})
_DONE = frozenset({Status.HAPPENED, Status.ONGOING})
_BATTLE = frozenset({Kind.CLASH, Kind.OFFENSIVE, Kind.CONTROL, Kind.SIEGE, Kind.DISPLACEMENT})
_PARTIES = (Slot.PERPETRATOR, Slot.ORGANIZATION, Slot.PHYSICAL_TARGET, Slot.HUMAN_NUMBER, Slot.INSTRUMENT)


@dataclass(slots=True)
class Act:
    """The claims of one act of one type, in order of the text."""

    type: str
    claims: list[Claim] = field(default_factory=list)


def fill_templates(ledger: Ledger) -> tuple[Template, ...]:
    """The templates of a ledger of one message; none where no claim tells of an act."""
    setting = Setting.of(ledger)
    acts = group_claims(ledger, setting)
    names = tell_names(ledger.claims, ledger.reports[0].text)
    templates = tuple(_fill(act, setting, names) for act in acts)
    return tuple(filter(_is_told, templates)) or templates[:1]


def _is_told(template: Template) -> bool:
    """Whether a template says who did it, to whom, with what or when: more than that there was an act."""
    dated = any(not day.startswith("-") for fill in template.fills[Slot.DATE] for day in fill.values)
    return dated or any(template.fills[slot] for slot in _PARTIES)


def group_claims(ledger: Ledger, setting: Setting) -> list[Act]:
    """Claims of acts in order of the text, each in the last act that it does not differ from, or an act of its own."""
    acts: list[Act] = []
    for claim in sorted(ledger.claims, key=lambda claim: (claim.span, claim.id)):
        kind = _type_of(claim)
        if kind is None:
            continue
        act = _find_act(claim, kind, acts, setting)
        if act is None:
            acts.append(Act(kind, [claim]))
        else:
            act.claims.append(claim)
    return acts


def _type_of(claim: Claim) -> str | None:
    if claim.stance is not Stance.ASSERTS or not (claim.status in _DONE or _is_threat(claim)):
        return None
    kind = tell_type(claim.kinds or (claim.kind,), claim.quote)
    return None if kind == "ATTACK" and _is_among_fighters(claim) else kind


def _is_threat(claim: Claim) -> bool:
    """Whether what a claim says is planned is threatened: the task documents have it in with what was done."""
    return claim.status is Status.PLANNED and "threat" in claim.quote.lower()


def _is_among_fighters(claim: Claim) -> bool:
    """Whether all whom a claim says were harmed bear arms, or it tells of a battle and names no victim."""
    harmed = [count.party for count in claim.counts if count.measure in _HARM]
    if harmed:
        return all(party in _ARMED for party in harmed)
    return claim.kind in _BATTLE


def _find_act(claim: Claim, kind: str, acts: Sequence[Act], setting: Setting) -> Act | None:
    """The last act of a type at no other place and day; what is called an attack may be of any type."""
    others = [act for act in acts if kind == "ATTACK" != act.type]
    alike = others + [act for act in acts if act.type == kind]
    return next((act for act in reversed(alike) if not setting.differs(claim, act.claims)), None)


def _fill(act: Act, setting: Setting, names: Sequence[str]) -> Template:
    claims, actors, text = act.claims, setting.actors, setting.report.text
    targets = find_targets(claims, actors, text, act.type)
    fills: dict[Slot, tuple[Fill, ...]] = {
        Slot.TYPE: (Fill(values=(act.type,)),),
        Slot.STAGE: (Fill(values=("THREATENED" if all(map(_is_threat, claims)) else "ACCOMPLISHED",)),),
        Slot.DATE: _one(write_date(claims, setting)),
        Slot.PLACE: _one(write_place(claims, setting)),
        Slot.HUMAN_NUMBER: find_numbers(targets),
        Slot.HUMAN_EFFECT: find_effects(claims, targets),
        Slot.INSTRUMENT: find_instruments(claims) if act.type not in ("ARSON", "KIDNAPPING") else (),
        Slot.PERPETRATOR: find_doers(claims, actors, text, bodies=False),
        Slot.ORGANIZATION: find_doers(claims, actors, text, bodies=True),
        Slot.PHYSICAL_TARGET: find_things(claims, actors, text) if act.type != "KIDNAPPING" else (),
        Slot.HUMAN_NAME: _distinct(_write_whole(one.about, names) for one in targets if one.named),
        Slot.HUMAN_DESCRIPTION: tuple(Fill(values=(one.about,)) for one in targets if not one.named),
    }
    return Template(message=setting.report.key, optional=False, fills=fills)


def _write_whole(name: str, names: Sequence[str]) -> str:
    """The longest name of the message that holds all words of a name: "Calder" is Ines Calder."""
    return next((whole for whole in names if list_words(name) <= list_words(whole)), name)


def _distinct(said: Iterable[str]) -> tuple[Fill, ...]:
    return tuple(Fill(values=(one,)) for one in dict.fromkeys(said))


def _one(value: str | None) -> tuple[Fill, ...]:
    return (Fill(values=(value,)),) if value else ()
