"""What people decide, sent from any page; where it can't be noted, why, and what others decided in the meantime."""

from dataclasses import dataclass
from urllib.parse import quote

from fastapi import APIRouter
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import FormData

from marsad.errors import ConflictError, InputError
from marsad.ledger.judgements import find_in_force, is_own
from marsad.model.claims import Claim, Source
from marsad.model.incidents import Incident
from marsad.model.judgements import ABOUT, Verb
from marsad.server.judging import PAIRS, Decision, note_decision
from marsad.server.pages.signing import go_on
from marsad.server.site import Judging, Sent, Visit, check_token
from marsad.store.database.reading import Reader, read_desk
from marsad.store.database.searching import Query, search

router = APIRouter()
_SECTIONS = {"incident": "incidents", "claim": "claims"}
_SHOWN = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Something that a person may have meant."""

    id: str
    says: str


@router.post("/judgements")
def judge(visit: Judging, form: Sent) -> Response:
    """Note a decision, and go back to the page that it was made on, or on to what follows there."""
    check_token(visit, form)
    back = go_on(_read(form, "back"))
    try:
        decision = _read_decision(visit, form)
        if decision.verb in PAIRS:
            choices = _find_other(visit, decision)
            if len(choices) != 1:
                return visit.draw("choose.html.j2", status=200, form=form, choices=choices, back=back)
            decision = _read_decision(visit, form, other=choices[0].id)
        made = note_decision(visit.site.desk, decision)
    except ConflictError as error:
        return visit.draw("conflict.html.j2", status=409, what=error.what, remedy=error.remedy, back=back)
    except InputError as error:
        return visit.draw("not_noted.html.j2", status=422, what=error.what, remedy=error.remedy, back=back)
    path, _, fragment = go_on(_read(form, "following") or back).partition("#")
    sign = "&" if "?" in path else "?"
    return RedirectResponse(f"{path}{sign}noted={made.id}" + (f"#{fragment}" if fragment else ""), status_code=303)


@router.post("/judgements/undo-last")
def undo_last(visit: Judging, form: Sent) -> Response:
    """Take back the last judgement of this person that stands, and show in Review what it was about."""
    check_token(visit, form)
    back, shown, desk = go_on(_read(form, "back")), visit.session.account.shown, visit.site.desk
    own = [one for one in find_in_force(desk.facts.read_judgements()) if is_own(shown, one)]
    if not own:
        remedy = "The log lists all of them"
        what = "You have no judgement that stands"
        return visit.draw("not_noted.html.j2", status=422, what=what, remedy=remedy, back=back)
    with read_desk(desk.database) as reader:
        seen = reader.count_revisions((own[-1].id,))[own[-1].id]
    why = _read(form, "why") or "taken back in review"
    made = note_decision(desk, Decision(verb=Verb.UNDO, key=own[-1].id, by=shown, why=why, seen=seen))
    return RedirectResponse(f"/review?at={quote(own[-1].about[0].id)}&noted={made.id}", status_code=303)


def _read(form: FormData, name: str) -> str:
    given = form.get(name, "")
    return given.strip() if isinstance(given, str) else ""


def _read_decision(visit: Visit, form: FormData, other: str | None = None) -> Decision:
    verb, seen = _read(form, "verb"), _read(form, "seen")
    if verb not in list(Verb) or not (seen.isascii() and seen.isdigit()):
        raise InputError("This is no decision", "Choose what you decide")
    return Decision(
        verb=Verb(verb),
        key=_read(form, "key"),
        by=visit.session.account.shown,
        why=_read(form, "why"),
        seen=min(int(seen), 2**31),
        other=other or _read(form, "other") or None,
        claims=tuple(claim for claim in form.getlist("claims") if isinstance(claim, str)),
        value=_read(form, "value") or None,
    )


def _find_other(visit: Visit, decision: Decision) -> tuple[Choice, ...]:
    """What a person means by the other thing: an id, the address of its page, or words. Raises InputError for none."""
    said = decision.other or ""
    key = said.rstrip("/").rpartition("/")[2].partition("#")[0]
    with read_desk(visit.site.desk.database) as reader:
        if key.partition("-")[0] in ABOUT[decision.verb] and reader.find_section(key):
            return (Choice(id=key, says=key),)
        if decision.verb is Verb.MERGE_SOURCES:
            found = _find_sources(reader, said)
        else:
            kind = decision.key.partition("-")[0]
            query = Query(words=said, sections=(_SECTIONS.get(kind, "incidents"),), limit=_SHOWN + 1)
            hits = search(reader.connection, query).hits if said else ()
            found = _describe(reader, [hit.id for hit in hits])
    found = tuple(one for one in found if one.id != decision.key)[:_SHOWN]
    if not found:
        raise InputError("Nothing else has this id or these words", "Give the address of its page, or other words")
    return found


def _find_sources(reader: Reader, said: str) -> tuple[Choice, ...]:
    return tuple(Choice(id=row.id, says=row.name) for row in reader.find_named(Source, said))


def _describe(reader: Reader, keys: list[str]) -> tuple[Choice, ...]:
    incidents = (Choice(id=row.id, says=row.label) for row in reader.get_many(Incident, keys))
    return (*incidents, *(Choice(id=row.id, says=row.quote) for row in reader.get_many(Claim, keys)))
