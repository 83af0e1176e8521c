"""Copies as a tree with the changed words marked, and who calls the same people what."""

from dataclasses import replace

from claims_by_hand import CLAIMS
from ledger_by_hand import LEDGER
from marsad.model.claims import ActorPart, ActorRole
from marsad.model.copies import Copy, Relation
from marsad.publish.index import index_ledger
from marsad.publish.masking import find_withheld
from marsad.publish.namings import compare_namings, strip_name
from marsad.publish.repeats import grow_trees
from marsad.publish.sentences import list_wordings
from reports_by_hand import LANTERN, MON, QUAY, SUN, find_span

INDEX, MASK = index_ledger(LEDGER), find_withheld(LEDGER)
REPORTS = (SUN, LANTERN, MON)


def _copy(report: str, origin: str, overlap: float, relation: Relation = Relation.VERBATIM) -> Copy:
    return Copy(
        id=f"copy-{report}-{origin}",
        report=report,
        origin=origin,
        origin_name=None,
        relation=relation,
        overlap=overlap,
        passages=(),
        reasons=(),
    )


def test_a_copy_hangs_under_its_origin_with_what_it_cites() -> None:
    (tree,) = grow_trees(INDEX, MASK, REPORTS, LEDGER.copies)
    (branch,) = tree.branches
    assert (tree.report.id, branch.report.id) == (SUN, LANTERN)
    assert (branch.relation, branch.share, branch.cites) == ("rewrites it", "82%", ("Coast Wire",))


def test_a_report_with_two_origins_hangs_under_the_closer_one_and_names_the_other() -> None:
    copies = (_copy(LANTERN, SUN, 0.9), _copy(LANTERN, MON, 0.2, Relation.EXCERPT))
    trees = {tree.report.id: tree for tree in grow_trees(INDEX, MASK, REPORTS, copies)}
    (branch,) = trees[SUN].branches
    assert [report.id for _, report in branch.also] == [MON]
    assert trees[MON].branches == ()


def test_copies_in_a_circle_are_still_a_tree() -> None:
    circle = (_copy(LANTERN, SUN, 0.9), _copy(MON, LANTERN, 0.8), _copy(SUN, MON, 0.7))
    (tree,) = grow_trees(INDEX, MASK, REPORTS, circle)
    (middle,) = tree.branches
    (last,) = middle.branches
    assert (tree.report.id, middle.report.id, last.report.id) == (SUN, LANTERN, MON)


def test_the_words_that_a_copy_changed_are_marked() -> None:
    reports = tuple(
        replace(r, text=r.text.replace("At least 12 dockers", "At least 15 workers")) if r.id == LANTERN else r
        for r in LEDGER.reports
    )
    index = index_ledger(replace(LEDGER, reports=reports))
    (tree,) = grow_trees(index, MASK, REPORTS, (_copy(LANTERN, SUN, 0.9),))
    retelling = tree.branches[0].retelling
    assert retelling
    (sentence,) = retelling.sentences
    assert [(s.gone, s.came) for s in sentence if s.gone or s.came] == [("12 dockers", "15 workers")]
    assert "".join(s.text or s.came for s in sentence) == QUAY.replace("12 dockers", "15 workers")
    assert retelling.summary.startswith("Sentences: 1 the same, 1 reworded")


def test_an_actor_with_two_names_in_two_outlets_is_compared() -> None:
    def named(claim: str, report: str, words: str) -> tuple[str, ActorPart]:
        return claim, ActorPart(role=ActorRole.TARGET, actor="actor-guard", span=find_span(report, words))

    parts = dict((named("claim-quay-gull", SUN, "dockers"), named("claim-quay-lantern", LANTERN, "the quay")))
    claims = [replace(c, actors=(parts[c.id],)) if c.id in parts else c for c in CLAIMS]
    (called,) = compare_namings(INDEX, claims)
    assert called.actor == "port guard"
    assert [(n.words, n.outlets) for n in called.namings] == [
        ("dockers", ("The Gull",)),
        ("quay", ("Lantern & <Post>",)),
    ]
    assert compare_namings(INDEX, CLAIMS) == ()


def test_articles_and_punctuation_make_no_other_name() -> None:
    assert {strip_name(words) for words in ("the guards", "- guards", "“Guards”".lower(), "The  guards,")} == {"guards"}


def test_the_same_words_of_a_source_stand_once_where_the_first_stood_with_all_reports() -> None:
    first, other, third = [claim for claim in LEDGER.claims if len(claim.chain) > 1][:3]
    copy = replace(third, quote=first.quote, chain=(first.chain[0], *third.chain[1:]), stance=first.stance)
    found = list_wordings(INDEX, MASK, (first, other, copy))
    assert [len(one.carriers) for one in found] == [2, 1]
    assert [carrier.claim for carrier in found[0].carriers] == [first.id, copy.id]
