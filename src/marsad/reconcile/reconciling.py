"""Reconciling: all that one story's claims amount to, from happenings to changes."""

from collections.abc import Sequence
from dataclasses import dataclass

from marsad.model.claims import Actor, Claim, Place, Source, Stance
from marsad.model.copies import Family, Story
from marsad.model.incidents import Agreement, Change, Contradiction, Control, Incident, Series, State
from marsad.model.judgements import Rulings
from marsad.model.reports import Report
from marsad.reconcile.agreements import find_agreements
from marsad.reconcile.causes import find_disputed_causes
from marsad.reconcile.changes import find_changes
from marsad.reconcile.clusters import Cluster
from marsad.reconcile.contradictions import find_disputed_occurrences, find_disputed_parties
from marsad.reconcile.control import find_control
from marsad.reconcile.disputes import About, find_comparable, find_disputed_counts
from marsad.reconcile.focus import find_traits
from marsad.reconcile.folding import fold_clusters
from marsad.reconcile.grouping import group_traits, join_claims
from marsad.reconcile.holders import find_disputed_holders
from marsad.reconcile.incidents import build_incident
from marsad.reconcile.kinds import KindFamily
from marsad.reconcile.links import link_incidents
from marsad.reconcile.longer import is_of_period, is_of_war, leave_longer_tallies
from marsad.reconcile.marks import forget_texts, has_mark
from marsad.reconcile.rulings import apply_rulings
from marsad.reconcile.scene import Scene, set_scene
from marsad.reconcile.states import find_states
from marsad.reconcile.tallies import find_series
from marsad.reconcile.traits import Trait, is_empty, is_history
from marsad.reconcile.whenwhere import find_disputed_settings
from marsad.reconcile.withdrawing import withdraw_claims

NO_RULINGS = Rulings()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconciled:
    """What the claims of one story amount to; each tuple in order of id."""

    incidents: tuple[Incident, ...]
    series: tuple[Series, ...]
    states: tuple[State, ...]
    control: tuple[Control, ...]
    contradictions: tuple[Contradiction, ...]
    changes: tuple[Change, ...]
    agreements: tuple[Agreement, ...] = ()


def reconcile(
    story: Story,
    reports: Sequence[Report],
    families: Sequence[Family],
    claims: Sequence[Claim],
    sources: Sequence[Source],
    actors: Sequence[Actor],
    places: Sequence[Place],
    rulings: Rulings = NO_RULINGS,
) -> Reconciled:
    """Reconcile the claims of one story; the same for any order of reports and claims.

    `rulings` are what people judged of these claims; what they reject counts for nothing.
    """
    counted = [claim for claim in claims if claim.id not in rulings.rejected]
    scene = set_scene(story, reports, families, counted, sources, actors, places)
    scene, clusters = withdraw_claims(scene, find_clusters(scene, rulings))
    built = tuple(build_incident(cluster, scene) for cluster in clusters)
    incidents = link_incidents(built, clusters, scene.places)
    incidents_of: dict[str, frozenset[str]] = {}
    for incident in incidents:
        for claim in incident.claims:
            incidents_of[claim] = incidents_of.get(claim, frozenset()) | {incident.id}
    series = find_series(scene, incidents_of)
    states = find_states(scene)
    control = find_control(scene)
    figures = find_comparable(scene, incidents_of)
    about = About(incidents, series, incidents_of)
    disputes = (
        *find_disputed_occurrences(incidents, clusters, states, scene),
        *find_disputed_parties(incidents, clusters, scene),
        *find_disputed_causes(incidents, clusters),
        *find_disputed_counts(figures, about),
        *find_disputed_settings(incidents, clusters, scene),
        *find_disputed_holders(control, scene),
    )
    reconciled = Reconciled(
        incidents=tuple(sorted(incidents, key=lambda i: i.id)),
        series=series,
        states=states,
        control=control,
        contradictions=tuple({one.id: one for one in sorted(disputes, key=lambda c: c.id)}.values()),
        changes=find_changes(scene, incidents, incidents_of, series, states, control),
        agreements=find_agreements(incidents, clusters, figures, about),
    )
    forget_texts()
    return reconciled


def find_clusters(scene: Scene, rulings: Rulings = NO_RULINGS) -> tuple[Cluster, ...]:
    """Claims of what happened make happenings; denials join or stand alone; plans and second kinds only join.

    What people judged comes last, so that it moves nothing else.
    """
    every = find_traits(scene)
    traits = [trait for trait in every if not is_of_war(trait, scene.places)]
    old = {t.id for t in traits if is_history(t, scene.latest) or is_of_period(t)}
    makes = [trait for trait in traits if trait.id not in old and _founds(trait)]
    founding = [trait for trait in makes if trait.told.claim.stance == Stance.ASSERTS]
    doubting = [trait for trait in makes if trait.told.claim.stance != Stance.ASSERTS]
    clusters = group_traits(founding, scene.places)
    clusters, left = join_claims(clusters, doubting, scene.places, doubts=True)
    clusters = (*clusters, *group_traits(left, scene.places))
    rest = [trait for trait in traits if trait.id in old or not _founds(trait)]
    joined = join_claims(clusters, rest, scene.places, doubts=False)[0]
    said = leave_longer_tallies([cluster for cluster in joined if _says_something(cluster)], scene.places)
    folded = fold_clusters(said, scene.places)
    return folded if rulings == NO_RULINGS else apply_rulings(folded, every, rulings, scene.places)


def _says_something(cluster: Cluster) -> bool:
    """A happening without place, time and figure is only one if a source, and not an outlet, speaks of it somewhere."""
    if not all(is_empty(trait) for trait in cluster.traits):
        return True
    return any(trait.told.voiced and trait.places for trait in cluster.traits)


def _founds(trait: Trait) -> bool:
    """Whether a claim can make an incident: what is real or denied, by its main kind, or a pact; no reaction."""
    stance = trait.told.claim.stance
    if not trait.told.is_real and stance == Stance.ASSERTS:
        return False
    if trait.told.is_reaction or (stance == Stance.DOES_NOT_CONFIRM and has_mark(trait.told.claim.quote, "unnumbered")):
        return False
    return trait.primary or trait.family == KindFamily.PACT
