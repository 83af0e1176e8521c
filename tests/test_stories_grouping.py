"""Stories: what belongs together, whatever the order, and what stays apart."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.model.copies import Copy, Relation, Story
from marsad.model.ids import make_id
from marsad.model.reports import Block, BlockKind, DateBasis, Report, report_id
from marsad.stories import anchor_reports, group_stories
from marsad.stories.alike import MOST, find_alike
from marsad.stories.labels import label_story
from marsad.stories.linkage import link_average
from marsad.stories.stream import damp_by_days
from marsad.stories.words import make_term

FLOOD = (
    (
        "Dam at Kalimbe bursts",
        "The Kalimbe dam burst before dawn and water swept through two villages.",
    ),
    (
        "Villages under water",
        "Water from the broken Kalimbe dam covered two villages and the Mansa road.",
    ),
    (
        "Rescuers reach Kalimbe",
        "Boats reached roofs in two villages below the Calimbe dam, Mansa officials said.",
    ),
)
RAID = (
    (
        "Raid on cattle market",
        "Gunmen on motorcycles attacked Tourari's cattle market and shot eleven herders.",
    ),
    (
        "Herders shot in Tourari",
        "Eleven herders were shot as gunmen on motorcycles rode into the market.",
    ),
)
STRIKE = (
    ("Pilots walk out", "Pilots in Lisbon began a three-day walkout over rosters, grounding forty flights."),
    (
        "Flights grounded",
        "Forty flights stayed grounded in Lisbon as pilots walked out over rosters.",
    ),
)
ALL = (*FLOOD, *RAID, *STRIKE)


def write(key: str, title: str, body: str, day: date | None = None, read: bool = True) -> Report:
    text = f"{title}\n\n{body}"
    return Report(
        id=report_id(key, None, None, text),
        key=key,
        url=None,
        outlet=None,
        agency=None,
        author=None,
        title=title,
        published=day,
        published_basis=DateBasis.STATED if day else DateBasis.UNKNOWN,
        dateline=None,
        language="en" if read else "ar",
        read=read,
        unread_why=None if read else "not English",
        text=text,
        blocks=(
            Block(start=0, end=len(title), kind=BlockKind.TITLE),
            Block(start=len(title) + 2, end=len(text), kind=BlockKind.BODY),
        ),
    )


def keys(reports: list[Report], stories: tuple[Story, ...]) -> set[frozenset[str]]:
    named = {report.id: report.key for report in reports}
    return {frozenset(named[report] for report in story.reports) for story in stories}


def write_all(day: date | None = None) -> list[Report]:
    return [write(str(at), *said, day=day) for at, said in enumerate(ALL)]


def test_three_happenings_are_three_stories() -> None:
    reports = write_all(date(2021, 5, 3))
    assert keys(reports, group_stories(reports, ())) == {frozenset("012"), frozenset("34"), frozenset("56")}


def test_a_story_is_labelled_in_its_reports_words_and_spans_their_days() -> None:
    reports = [write("a", *FLOOD[0], day=date(2021, 5, 3)), write("b", *FLOOD[1], day=date(2021, 5, 5))]
    (story,) = group_stories(reports, ())
    assert story.label in {FLOOD[0][0], FLOOD[1][0]}
    assert (story.first, story.last) == (date(2021, 5, 3), date(2021, 5, 5))


def test_days_apart_damp_only_where_both_are_known() -> None:
    spring, late = date(2015, 3, 1), date(2021, 5, 4)
    assert damp_by_days(spring, spring) == damp_by_days(spring, None) == 1.0
    assert damp_by_days(spring, late) == damp_by_days(late, spring) == 0.5


def test_copies_are_one_story_even_unread_and_an_unread_report_is_a_story_of_its_own() -> None:
    one, other, third = (write(key, *FLOOD[0], read=False) for key in "abc")
    tied = Copy(
        id=make_id("copy", other.id, one.id),
        report=other.id,
        origin=one.id,
        origin_name=None,
        relation=Relation.VERBATIM,
        overlap=1.0,
        passages=(),
        reasons=(),
    )
    assert keys([one, other, third], group_stories([one, other, third], [tied])) == {frozenset("ab"), frozenset("c")}


def test_names_meet_under_their_spellings() -> None:
    assert make_term("Kalimbe") == make_term("Calimbeh")
    assert make_term("Qamarra") == make_term("Kamara")
    assert make_term("officials") == make_term("Official")


def test_one_report_between_two_groups_does_not_chain_them() -> None:
    close = [(0, 1, 0.8), (0, 2, 0.8), (1, 2, 0.8), (4, 5, 0.8), (4, 6, 0.8), (5, 6, 0.8)]
    between = [(2, 3, 0.3), (3, 4, 0.3)]
    assert len(link_average(7, [*close, *between], 0.1, MOST)) > 1


def test_a_loose_group_joins_what_it_is_half_as_like_and_a_firm_one_does_not() -> None:
    def count_groups(inside: float, across: float) -> int:
        loose = [(0, 1, inside), (0, 2, inside), (1, 2, inside)]
        firm = [(3, 4, 0.8), (3, 5, 0.8), (4, 5, 0.8)]
        return len(
            link_average(6, [*loose, *firm, *((a, b, across) for a in (0, 1, 2) for b in (3, 4, 5))], 0.08, MOST)
        )

    assert count_groups(0.15, 0.085) == 1
    assert count_groups(0.3, 0.17) == 2


def test_a_report_that_shares_one_leading_name_is_compared() -> None:
    assert find_alike([{"~kalimbe": 0.5, "water": 0.1}, {"~kalimbe": 0.5, "toll": 0.1}], 0.06) == ((0, 1, 0.25),)


CHOSEN = st.lists(st.sampled_from(range(len(ALL))), unique=True, min_size=1)


@settings(max_examples=50, deadline=None)
@given(CHOSEN)
def test_order_changes_nothing_and_every_report_has_one_story(chosen: list[int]) -> None:
    reports = [write_all()[at] for at in chosen]
    stories = group_stories(reports, ())
    assert group_stories(reports[::-1], ()) == stories
    assert sorted(member for story in stories for member in story.reports) == sorted(report.id for report in reports)


@settings(max_examples=50, deadline=None)
@given(CHOSEN)
def test_an_unrelated_report_changes_nothing(chosen: list[int]) -> None:
    reports = [write_all()[at] for at in chosen]
    stranger = write("x", "Beekeeping", "Beekeepers displayed honey jars; judges tasted clover, heather, lavender.")
    before = set(group_stories(reports, ()))
    after = group_stories([stranger, *reports], ())
    assert before == {story for story in after if stranger.id not in story.reports}


def test_nothing_empty_breaks_it() -> None:
    assert group_stories([], ()) == ()
    assert len(group_stories([write("a", "", "")], ())) == 1


def test_a_group_larger_than_what_each_is_linked_with_is_still_one() -> None:
    talk = {"levee": 0.6, "river": 0.6}
    edges = find_alike([talk] * 300, 0.1)
    assert len(edges) < 300 * MOST
    assert len(link_average(300, edges, 0.09, MOST)) == 1


def make_war(count: int) -> list[dict[str, float]]:
    """Vectors that all say much of the same, and in pairs some of their own."""
    talk = {f"talk {number}": 0.2 for number in range(8)}
    return [{**talk, f"village {number // 2}": 0.5, f"river {number // 2}": 0.5} for number in range(count)]


def test_in_a_war_what_two_say_alone_links_them_and_the_rest_stays_bounded() -> None:
    edges = find_alike(make_war(1200), 0.1)
    assert {(first, first + 1) for first in range(0, 1200, 2)} <= {edge[:2] for edge in edges}
    assert len(edges) <= 1200 * MOST


@settings(max_examples=20, deadline=None)
@given(st.integers(2, 600), st.integers(0, 600), st.integers(0, 3))
def test_however_many_that_share_no_leading_term_change_no_likeness(count: int, strangers: int, at: int) -> None:
    war = make_war(count)
    others = [{f"bee {number % 7}": 0.6, f"hive {number % 5}": 0.6} for number in range(strangers)]
    cut = count * at // 3
    after = find_alike([*war[:cut], *others, *war[cut:]], 0.1)
    places = [*range(cut), *range(cut + strangers, count + strangers)]
    back = {place: number for number, place in enumerate(places)}
    kept = [(back[one], back[other], like) for one, other, like in after if one in back and other in back]
    assert tuple(kept) == find_alike(war, 0.1)


def test_a_label_is_the_title_that_says_most_of_what_the_others_say() -> None:
    said = FLOOD[0][1]
    told = [
        write("a", "Picture of the day", said),
        write("b", "Kalimbe dam bursts, two villages under water", said),
        write("c", "Two villages under water as dam breaks", said),
        write("d", "Our coverage so far", said),
    ]
    assert label_story(told) in {told[1].title, told[2].title}
    assert label_story(told[::-1]) == label_story(told)


def test_without_a_title_a_label_is_a_first_sentence_and_an_abbreviation_ends_none() -> None:
    first = "The U.S. aid convoy for Kalimbe turned back at the broken bridge."
    report = write("a", "", f"{first} Nobody was hurt.")
    assert label_story([report]) == first
    assert label_story([write("k", "", "")]) == "k"


def test_an_undated_report_is_not_read_as_older_than_a_year_that_it_names() -> None:
    old, new = write("a", "Raid", "A raid.", date(2030, 12, 31)), write("b", "Raid", "A raid.", date(2031, 3, 7))
    undated = write("c", "Raid", "It was the third raid of 2031.")
    story = Story(id="s", label="Raid", reports=(old.id, new.id, undated.id), first=None, last=None)
    assert anchor_reports([old, new, undated], [story])[2].published == date(2031, 3, 7)
    silent = write("d", "Raid", "It was the third raid.")
    story = Story(id="s", label="Raid", reports=(old.id, new.id, silent.id), first=None, last=None)
    assert anchor_reports([old, new, silent], [story])[2].published == date(2030, 12, 31)


def test_a_few_reports_of_the_same_days_join_what_is_told_in_other_words() -> None:
    days = [date(2031, 5, 2), date(2031, 5, 3), date(2031, 5, 5), date(2031, 5, 6)]
    firm = [(0, 1, 0.5), (2, 3, 0.5), *((a, b, 0.2) for a in (0, 1) for b in (2, 3))]
    assert len(link_average(4, firm, 0.06, MOST, days)) == 1
    assert len(link_average(4, firm, 0.06, MOST)) == 2
    later = [*days[:2], date(2031, 5, 20), date(2031, 5, 21)]
    assert len(link_average(4, firm, 0.06, MOST, later)) == 2
