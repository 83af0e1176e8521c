"""Blocks: what is furniture, what is not, and that nothing is lost."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.intake.cleaning import clean
from marsad.model.reports import BlockKind

PROSE = (
    "Gunmen attacked a checkpoint near the town of Darvel on Tuesday, police said.",
    "Four officers were killed and nine were wounded, the provincial governor told reporters.",
    "The attackers fled into the hills before reinforcements arrived from the capital.",
)


def kinds(text: str, title: str | None = None, outlet: str | None = None) -> dict[str, BlockKind]:
    return {text[block.start : block.end]: block.kind for block in clean(text, title, outlet).blocks}


def report(*lines: str) -> str:
    return "\n\n".join((*PROSE, *lines))


@pytest.mark.parametrize(
    "line",
    [
        "Read more: Flood waters rise in the delta",
        "ALSO READ | Minister resigns over dam",
        "Comments are closed.",
        "Facebook Comments",
        "14 Retweets",
        "Copy link to Tweet",
        "We and our partners use cookies to improve this site.",
        "Subscribe to our newsletter",
        "Advertisement",
        "© 2031 Hill Courier",
        "Powered by NewsMaker",
        "The views expressed in this article are those of the author alone.",
        "JOIN TODAY!",
        "newsroom@hillcourier.example.org",
        "(+44) 20 7946 0000",
        "(Reporting by A. Sorel in Darvel; Editing by B. Quint)",
        "A. Sorel contributed to this report.",
        "AFP",
        "Source: Reuters",
        "By Anna Sorel, regional correspondent",
        "Follow the Hill Courier on WhatsApp for breaking news",
        "Get the Courier in your inbox each day. Sign up here.",
        "Anna Sorel",
    ],
)
def test_furniture_below_a_report_is_boilerplate(line: str) -> None:
    found = kinds(report(line))
    assert found[line] is BlockKind.BOILERPLATE
    assert all(found[sentence] is BlockKind.BODY for sentence in PROSE)


@pytest.mark.parametrize(
    "line",
    [
        "Read more than a dozen names aloud, the priest told the mourners at the mosque.",
        "Share prices fell after the attack, the central bank said.",
        "Live ammunition was used against the crowd, two witnesses said.",
        "Support for the rebels is waning in the north, the envoy said.",
        "Like many others, the family left the district on foot.",
        "More than 40 houses were burned, the council said.",
        "By Monday evening the army had retaken the bridge.",
        "The newsletter of the armed group said that 12 soldiers were killed.",
        "Reporting from Darvel, the state broadcaster said that seven people died.",
        "Comments by the minister angered the families of the dead.",
        "Next week the two sides are to exchange prisoners, mediators said.",
        "Related violence in the south killed three farmers, according to the UN.",
        "Video from the scene shows smoke over the depot.",
        "Experts from five countries contributed to the report, which blamed the army.",
        "Loading docks at the port were hit by two rockets.",
        "Correction: an earlier version gave the number of wounded as 19; it is 9.",
        "He died.",
    ],
)
def test_a_sentence_is_never_lost_to_a_likeness(line: str) -> None:
    for text in ("\n\n".join((PROSE[0], line, *PROSE[1:])), report(line)):
        assert kinds(text)[line] is BlockKind.BODY


def test_links_to_other_stories_end_at_the_next_sentence() -> None:
    head, teaser, after = (
        "Related News",
        "Three hurt as bus leaves road in Orsk",
        "The town has been tense since March.",
    )
    found = kinds("\n\n".join((PROSE[0], head, teaser, PROSE[1], after)))
    assert found[head] is found[teaser] is BlockKind.BOILERPLATE
    assert found[PROSE[1]] is found[after] is BlockKind.BODY


def test_everything_below_the_comments_is_boilerplate_unless_most_prose_is_there() -> None:
    reader = "My cousin lives there and says that a hundred people were killed in all."
    assert kinds(report("Comments (2)", reader))[reader] is BlockKind.BOILERPLATE
    early = "\n\n".join(("Comments", *PROSE))
    assert [kind for said, kind in kinds(early).items() if said in PROSE] == [BlockKind.BODY] * 3


def test_neighbouring_posts_and_cut_off_teasers_are_boilerplate() -> None:
    lines = ("Prev Post", "Market fire leaves two dead in Orsk", "Next Post", "River dam is to be drained before the…")
    found = kinds(report(*lines))
    assert {found[line] for line in lines} == {BlockKind.BOILERPLATE}


def test_lists_of_videos_are_boilerplate() -> None:
    lines = (
        "Top Stories",
        "1:05Ferry sinks off cape coast, 20 savedMar 03, 2031",
        "Ferry sinks off cape coast, 20 saved",
    )
    found = kinds(report(*lines))
    assert {found[line] for line in lines} == {BlockKind.BOILERPLATE}


@pytest.mark.parametrize(
    "line",
    [
        "FILE PHOTO: Soldiers stand at the bridge in Darvel. REUTERS/ A. Sorel/File Photo",
        "Smoke rises over the depot in Darvel. (AP Photo/A. Sorel)",
        "A burned house in Darvel [Anna Sorel/AFP]",
        "The bridge at Darvel – Hill Courier",
        "A soldier stands guard at the gate. Credit...Anna Sorel/Associated Press",
        "SANA/AFP/File / Handout. A column of lorries leaves the district.",
    ],
)
def test_lines_with_photo_credits_are_captions(line: str) -> None:
    assert kinds("\n\n".join((PROSE[0], line, *PROSE[1:])), outlet="Hill Courier")[line] is BlockKind.CAPTION


def test_a_line_above_a_credit_is_a_caption_and_the_credit_boilerplate() -> None:
    caption, credit = "Mourners carry a coffin through the old town", "Credit: A. Sorel/Hill Courier"
    found = kinds("\n\n".join((PROSE[0], caption, credit, *PROSE[1:])))
    assert (found[caption], found[credit]) == (BlockKind.CAPTION, BlockKind.BOILERPLATE)


def test_a_line_that_came_before_is_boilerplate() -> None:
    text = "\n\n".join(("Checkpoint attack kills four", *PROSE, PROSE[0], "CHECKPOINT ATTACK KILLS FOUR"))
    blocks = clean(text, None, None).blocks
    assert [block.kind for block in blocks] == [BlockKind.TITLE, *[BlockKind.BODY] * 3, *[BlockKind.BOILERPLATE] * 2]


def test_a_sentence_broken_over_paragraphs_is_one_block() -> None:
    text = "The army said that its men had pulled back from the ridge\n\nwhich they had held for nine days."
    assert [(block.start, block.end) for block in clean(text, None, None).blocks] == [(0, len(text))]


def test_hard_wrapped_lines_are_one_block_and_others_are_not() -> None:
    wrapped = (
        "Gunmen attacked a checkpoint near the town of Darvel\n"
        "on Tuesday, killing four officers, the provincial\n"
        "governor told reporters after a visit to the scene,\n"
        "where soldiers were still searching for the men who\n"
        "had fired from a white van at about nine o'clock and\n"
        "then fled into the hills."
    )
    assert len(clean(wrapped, None, None).blocks) == 1
    assert len(clean("\n".join(PROSE), None, None).blocks) == 3


def test_dateline_and_leading_date_are_cut_off_the_sentence() -> None:
    found = clean(f"DARVEL, Orsk, May 4 (Reuters) - {PROSE[0]}\n\n{PROSE[1]}", None, None)
    assert [block.kind for block in found.blocks] == [BlockKind.BOILERPLATE, BlockKind.BODY, BlockKind.BODY]
    assert found.dateline is not None
    assert (found.dateline.place, found.dateline.credit) == ("DARVEL, Orsk", "Reuters")
    stamped = clean(f" date 2031-05-04 {PROSE[0]}".strip(), None, None)
    assert [block.kind for block in stamped.blocks] == [BlockKind.BOILERPLATE, BlockKind.BODY]


def test_a_credit_behind_the_last_sentence_is_cut_off() -> None:
    text = report("Nobody claimed the attack, the ministry said. (ANI)")
    found = clean(text, None, None)
    assert found.agency == "ANI"
    assert text[found.blocks[-1].start : found.blocks[-1].end] == "(ANI)"
    assert [block.kind for block in found.blocks[-2:]] == [BlockKind.BODY, BlockKind.BOILERPLATE]


def test_a_short_first_line_above_prose_is_the_title() -> None:
    found = clean(report().replace(PROSE[0], f"Four die at checkpoint\n\n{PROSE[0]}"), None, None)
    assert found.title == "Four die at checkpoint"


def test_masthead_beside_the_date_line_gives_the_outlet() -> None:
    found = clean("\n".join(("Four die at checkpoint", "", "Hill Courier", "4 May 2031", "", *PROSE)), None, None)
    assert found.outlet == "Hill Courier"
    assert found.stamp is not None
    assert (found.stamp.year, found.stamp.month, found.stamp.day) == (2031, 5, 4)


_LINES = st.lists(
    st.one_of(
        st.sampled_from(
            [*PROSE, "Comments (2)", "Image:", "Prev Post", "Credit: A/B", "AFP", "DARVEL (AFP) - ", "4 May 2031", ""]
        ),
        st.text(max_size=60),
    ),
    max_size=14,
)


@given(_LINES, st.one_of(st.none(), st.text(max_size=30)), st.one_of(st.none(), st.text(max_size=20)))
@settings(deadline=None, max_examples=250)
def test_blocks_are_in_order_and_leave_out_only_white_space(
    lines: list[str], title: str | None, outlet: str | None
) -> None:
    text = "\n".join(lines)
    at = 0
    for block in clean(text, title, outlet).blocks:
        assert block.start >= at and block.end > block.start
        assert not text[at : block.start].strip()
        assert text[block.start : block.end] == text[block.start : block.end].strip()
        at = block.end
    assert not text[at:].strip()


@pytest.mark.parametrize(
    ("line", "agency"),
    [
        ("With inputs from Reuters", "Reuters"),
        ("(With AFP inputs)", "AFP"),
        ("— with AP and dpa", "AP"),
        ("The Associated Press contributed to this report.", "AP"),
        ("Reuters correspondent Odile Marn contributed to this story.", "Reuters"),
        ("This article was compiled with material from EFE", "EFE"),
        ("Additional reporting by Tass", "TASS"),
        ("(With inputs from Lowland)", "Lowland"),
        ("With inputs from Kole News Service", "Kole News Service"),
        ("With inputs from Odile Marn", None),
        ("With input from agencies", None),
        ("Odile Marn contributed to this report.", None),
        ("Additional reporting by Odile Marn", None),
    ],
)
def test_a_credit_that_shares_the_work_names_the_agency_or_nobody(line: str, agency: str | None) -> None:
    assert clean(report(line), None, None).agency == agency


def test_prose_that_names_an_agency_is_no_credit() -> None:
    line = "With Reuters reports of fire spreading, the town of Darvel fled by night."
    assert kinds(report(line))[line] is BlockKind.BODY


@pytest.mark.parametrize("beside", ["HIGHLIGHTS", "Key figures", "SITUATION OVERVIEW"])
def test_a_heading_beside_the_date_is_no_outlet(beside: str) -> None:
    text = "\n\n".join(("Delta: floods and fighting", "As of 6 November 2031", beside, *PROSE))
    assert clean(text, None, None).outlet is None


def test_a_city_beside_the_date_is_no_outlet() -> None:
    text = "\n\n".join(("Communique of the army", "Kinshasa, 31 October 2022", *PROSE))
    assert clean(text, None, None).outlet is None


def test_lines_of_a_list_are_not_put_together() -> None:
    lines = (
        "Ashby: artillery, 4 dead (2 women), 7 injured, one mill damaged",
        "Corby: airstrike at 03:40; 3 killed, all from one family there",
        "Derby township: bombs from drones, no casualties, two houses hit",
        "Kolby: clashes between the front and the army, some 2,000 displaced",
        "Selby: 1 male shot dead at the checkpoint; body not returned yet",
        "Whitby: landmine on the road to the mill, a boy lost his leg",
    )
    blocks = clean("\n".join(lines), None, None).blocks
    text = "\n".join(lines)
    assert [text[block.start : block.end] for block in blocks] == list(lines)
