"""Facts by hand: reports that are like no other, and judgements about claims that nobody looks for."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from marsad.intake import Intake, Taken, sum_up
from marsad.ledger.judgements import make_judgement
from marsad.model.judgements import Anchor, Judgement, Subject, SubjectKind, Verb
from reports_by_hand import REPORTS

NOW = datetime(2031, 6, 1, tzinfo=UTC)


def take(number: int) -> Intake:
    """An intake of one report that is like no other."""
    report = REPORTS[number % len(REPORTS)]
    key = f"report-{number:06d}"
    one = replace(report, id=key, key=f"{key}.txt", text=f"{report.text}\n\nNo. {number}")
    return sum_up([Taken(file=key, names=(key,), key=key, path=key, at=None, report=one, said=(), undated=None)], ())


def judge(number: int, subject: str, by: str = "Ada Moss") -> Judgement:
    anchor = Anchor(id=subject, report=None, quote=None, nth=None, name=None)
    about = Subject(kind=SubjectKind.CLAIM, id=subject, of=None, anchors=(anchor,))
    return make_judgement(Verb.ACCEPT, [about], by=by, why=f"no. {number}", at=NOW + timedelta(seconds=number))
