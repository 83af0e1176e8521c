"""Quality as pinned numbers: each stage against public data."""

from pathlib import Path

from marsad.engine.local import Progress, say_nothing
from marsad.evaluate.attribution import score_attribution
from marsad.evaluate.copies import score_copies
from marsad.evaluate.counts import score_counts
from marsad.evaluate.incidents import score_incidents
from marsad.evaluate.places import score_places
from marsad.evaluate.reconcile import score_reconcile
from marsad.evaluate.relevance import score_relevance
from marsad.evaluate.roles import score_roles
from marsad.evaluate.scores import Scores
from marsad.evaluate.stories import score_stories
from marsad.evaluate.templates import score_templates


def score_stage(stage: str, data: Path, gold: Path | None = None, progress: Progress = say_nothing) -> Scores:
    """Score one stage on a folder laid out as its public data. Raises InputError where the data is not there."""
    if stage == "attribution":
        return score_attribution(data)
    if stage == "copies":
        return score_copies(data)
    if stage == "counts":
        return score_counts(data, progress)
    if stage == "places":
        return score_places(data)
    if stage == "reconcile":
        return score_reconcile(data, progress)
    if stage == "relevance":
        return score_relevance(data)
    if stage == "roles":
        return score_roles(data, progress)
    if stage == "templates":
        return score_templates(data, progress)
    if stage == "stories":
        return score_stories(data)
    return score_incidents(data, gold, progress)
