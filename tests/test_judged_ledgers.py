"""People's judgements over whole ledgers: across stories, and taken back to the byte."""

from datetime import UTC, date, datetime, timedelta

import pytest

from marsad.ledger.anchoring import Finder, about_judgement, about_source
from marsad.ledger.judgements import make_judgement
from marsad.ledger.ruling import join_stories
from marsad.model.claims import Stance
from marsad.model.codec import dump_ledger
from marsad.model.copies import Story
from marsad.model.incidents import Incident
from marsad.model.judgements import Judgement, Standing, Verb
from marsad.model.ledger import Ledger
from marsad.model.reports import Report
from marsad.pipeline import build_ledger
from test_ledger_laws import write

TEXTS = (
    "Shells hit the timber market of Velmara on Sunday, killing nine traders, the Velmara Rescue Corps said. Gunmen "
    "stormed the customs house of Velmara on Monday and took four clerks, the Lantern Desk said.",
    "Nine traders were killed when shells hit the timber market of Velmara on Sunday, the Lantern Desk said. In March "
    "2029 a convoy left Velmara with 300 villagers, the Rescue Corps said.",
    "Pirates holding fishermen of Saltmere Island freed six of them on Sunday after a ransom, the coast guard said.",
)
START = datetime(2031, 6, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def reports() -> list[Report]:
    return [write(at, 6, text) for at, text in enumerate(TEXTS)]


@pytest.fixture(scope="module")
def plain(reports: list[Report]) -> Ledger:
    return build_ledger(reports)


def incident_with(ledger: Ledger, words: str) -> Incident:
    held = {claim.id for claim in ledger.claims if words in claim.quote}
    return max(ledger.incidents, key=lambda i: (len(held & set(i.claims)), i.id))


def judged(reports: list[Report], *made: Judgement) -> Ledger:
    return build_ledger(reports, judgements=made)


def undone(reports: list[Report], plain: Ledger, *made: Judgement) -> None:
    """What a person takes back leaves no trace: the ledger is the plain one to the byte."""
    back = [
        make_judgement(Verb.UNDO, [about_judgement(one.id)], by=one.by, why="a slip", at=one.at + timedelta(days=1))
        for one in made
    ]
    assert dump_ledger(judged(reports, *made, *back)) == dump_ledger(plain)


def finder(ledger: Ledger) -> Finder:
    return Finder(ledger.reports, ledger.claims, ledger.sources)


def test_the_same_across_two_stories_is_one_incident_of_one_story(reports: list[Report], plain: Ledger) -> None:
    one, other = incident_with(plain, "stormed"), incident_with(plain, "Pirates")
    assert one.story != other.story
    find = finder(plain)
    about = [find.about_incident(one), find.about_incident(other)]
    made = make_judgement(Verb.SAME, about, by="Ada Moss", why="one raid from the sea", at=START)
    after = judged(reports, made)
    assert len(after.stories) == len(plain.stories) - 1
    assert any({*one.claims, *other.claims} <= set(incident.claims) for incident in after.incidents)
    assert [row.standing for row in after.judgements] == [Standing.APPLIED]
    undone(reports, plain, made)


def test_what_is_split_off_is_an_incident_of_its_own(reports: list[Report], plain: Ledger) -> None:
    whole = incident_with(plain, "timber market")
    assert len(whole.claims) > 1
    find, by_id = finder(plain), {claim.id: claim for claim in plain.claims}
    off = find.about_claim(by_id[whole.claims[0]])
    made = make_judgement(Verb.SPLIT, [find.about_incident(whole), off], by="Ada Moss", why="two halls", at=START)
    after = judged(reports, made)
    assert not any(set(whole.claims) <= set(incident.claims) for incident in after.incidents)
    assert any(whole.claims[0] in incident.claims for incident in after.incidents)
    undone(reports, plain, made)


def test_merged_sources_are_one_voice(reports: list[Report], plain: Ledger) -> None:
    whole = incident_with(plain, "timber market")
    speaking = sorted({voice.source for voice in whole.voices if voice.stance is Stance.ASSERTS})
    assert whole.independent_sources == len(speaking) == 2
    by_id = {source.id: source for source in plain.sources}
    about = [about_source(by_id[source]) for source in speaking]
    made = make_judgement(Verb.MERGE_SOURCES, about, by="Ben Holt", why="one office", at=START)
    after = incident_with(judged(reports, made), "timber market")
    assert after.independent_sources == 1
    undone(reports, plain, made)


def test_lifted_background_is_news_again(reports: list[Report], plain: Ledger) -> None:
    [old] = [claim for claim in plain.claims if claim.background]
    about = [finder(plain).about_claim(old)]
    made = make_judgement(Verb.LIFT_BACKGROUND, about, by="Ben Holt", why="it is this convoy", at=START)
    after = judged(reports, made)
    assert not any(claim.background for claim in after.claims)
    undone(reports, plain, made)


def test_a_story_is_worked_out_once_however_many_reports_it_has(reports: list[Report]) -> None:
    ids = tuple(report.id for report in reports)
    story = Story(id="story-one", label="Velmara", reports=ids, first=date(2031, 5, 6), last=date(2031, 5, 6))
    assert join_stories([story], reports, []) == (story,)
