"""Furniture that stands in one line with words, in lists above the report, or between its paragraphs."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.intake.cleaning import clean
from marsad.intake.galleries import find_galleries
from marsad.model.reports import BlockKind

PROSE = (
    "Gunmen attacked a checkpoint near the town of Darvel on Tuesday, police said.",
    "Four officers were killed and nine were wounded, the provincial governor told reporters.",
    "The attackers fled into the hills before reinforcements arrived from the capital.",
)


def kinds(text: str, title: str | None = None) -> dict[str, BlockKind]:
    return {text[block.start : block.end]: block.kind for block in clean(text, title, "Hill Courier").blocks}


def within(*lines: str) -> str:
    return "\n\n".join((PROSE[0], *lines, *PROSE[1:]))


@pytest.mark.parametrize(
    ("line", "credit", "caption"),
    [
        ("Image copyright A. Sorel Image caption Medics said that more may die",
         "Image copyright A. Sorel Image caption", "Medics said that more may die"),
        ("Image source, Getty Images Image caption, The gate of the depot was torn away",
         "Image source, Getty Images Image caption,", "The gate of the depot was torn away"),
        ("Media playback is unsupported on your device Media caption Mayor Orlen speaks at the site",
         "Media playback is unsupported on your device Media caption", "Mayor Orlen speaks at the site"),
        ("Reuters Rescuers were still digging under the school on Wednesday", "Reuters",
         "Rescuers were still digging under the school on Wednesday"),
        ("AP:Associated Press The bridge was closed to lorries after the attack", "AP:Associated Press",
         "The bridge was closed to lorries after the attack"),
    ],
)  # fmt: skip
def test_a_credit_run_into_a_caption_is_cut_off(line: str, credit: str, caption: str) -> None:
    text = within(line)
    found = kinds(text)
    assert (found[credit], found[caption]) == (BlockKind.BOILERPLATE, BlockKind.CAPTION)
    assert clean(text, None, None).agency is None


@pytest.mark.parametrize(
    "line",
    [
        "Reuters Darvel correspondent Anna Sorel saw four bodies beside the road on Tuesday.",
        "Reuters reported that rescuers were still digging under the school",
        "AFP journalists saw rescuers digging under the school on Wednesday",
        "Image copyright law does not cover the leaflets, the court said on Monday.",
        "The caption of the image said that the depot had been hit twice.",
    ],
)
def test_a_sentence_that_names_an_agency_or_a_caption_stays_whole(line: str) -> None:
    assert kinds(within(line))[line] is BlockKind.BODY


@pytest.mark.parametrize(
    "line",
    [
        "Newsletter Sign Up Get the hills in your mail each morning. Please verify you're not a robot. Thank you.",
        "Hill News Email Please enter an email address here Email address is invalid Continue",
        "Related Stories 'NO WAY OUT' Families wait at the pass for a third day FLOOD FEARS Dam is near its brim",
        "JUST WATCHED Why the pass was closed Replay More Videos ... MUST WATCH Why the pass was closed 01:20",
        "list 2 of 4Minister resigns over the dam",
        "Image 3 of 10",
        "English | Français | العربية",
        "Scroll down for video",
        "fbShare Tweet gShare Email",
        "This video may contain sensitive material. Learn more",
        "Updated 6 minutes ago",
        "2 hrs ago",
    ],
)
def test_forms_links_and_controls_between_paragraphs_are_boilerplate(line: str) -> None:
    found = kinds(within(line))
    assert found[line] is BlockKind.BOILERPLATE
    assert [found[sentence] for sentence in PROSE] == [BlockKind.BODY] * 3


@pytest.mark.parametrize(
    "line",
    [
        "The newsletter sign up desk of the charity was burned down in the attack, its director said.",
        "Related stories in the local press put the number of the dead at nine.",
        "More news was awaited from the pass, where forty lorries were stuck.",
        "English teachers were among the dead, the school said.",
        "The list of 4 names was read out by the mayor.",
        "View of the ruins was barred to reporters by soldiers, the mayor said.",
        "Edit wars over the toll went on for days, the encyclopedia said.",
        "The officers asked drivers to enter an email address and a name at the checkpoint.",
        "By Monday, 14 of the 20 captives were free, the envoy said.",
    ],
)
def test_sentences_with_the_words_of_forms_and_links_stay_body(line: str) -> None:
    assert kinds(within(line))[line] is BlockKind.BODY


def test_the_deck_below_a_menu_is_body_and_the_titles_repeat_is_not() -> None:
    title = "What is known of the raid in Darvel"
    deck = (
        "At least nine people, among them two children, were killed and a nurse was wounded in the raid of the army on"
        " a house at the edge of the town"
    )
    text = "\n\n".join((title, "Latest news", "Statements", title, deck, *PROSE))
    blocks = [(text[block.start : block.end], block.kind) for block in clean(text, title, None).blocks]
    assert (deck, BlockKind.BODY) in blocks
    assert [kind for said, kind in blocks if said == title] == [BlockKind.TITLE, BlockKind.BOILERPLATE]
    assert ("Statements", BlockKind.BOILERPLATE) in blocks


def test_links_above_the_report_have_no_verb_of_their_own_and_stay_boilerplate() -> None:
    teaser = "Three hurt, dozens homeless as river bursts banks in three districts north of Orsk after week of rain"
    found = kinds("\n\n".join(("Hill Courier", "Latest news", teaser, *PROSE)))
    assert found[teaser] is BlockKind.BOILERPLATE


GALLERY = (
    "1/12 2029 Soldiers carry the dead down from the pass. (Orsk, 3 May 2029) A. Sorel",
    "2/12 2030 Forty people were killed in the market that spring. A. Sorel",
    "3/12 2030 Women wait for bread. B. Quint",
)


def test_a_gallery_of_other_days_is_boilerplate_with_its_head() -> None:
    found = kinds(within("The hills in war", "12 show all The hills in war", *GALLERY))
    assert [said for said, kind in found.items() if kind is BlockKind.BODY] == list(PROSE)


def test_numbered_posts_of_a_thread_and_shares_of_a_whole_stay_body() -> None:
    thread = ("1/3 We reached the village today.", "2/3 Nine people were dead.", "3/3 We took four to Orsk.")
    found = kinds(within(*thread))
    assert [found[post] for post in thread] == [BlockKind.BODY] * 3
    assert kinds(within(*GALLERY[:2]))[GALLERY[1]] is BlockKind.BODY


def test_a_word_of_a_menu_above_the_report_is_boilerplate_and_a_subheading_within_is_not() -> None:
    found = kinds("\n\n".join(("Four die at checkpoint", "Casualties", *PROSE)), "Four die at checkpoint")
    assert found["Casualties"] is BlockKind.BOILERPLATE
    assert kinds(within("Casualties"))["Casualties"] is BlockKind.BODY


def test_counters_of_replies_do_not_end_the_posts_of_an_account() -> None:
    second = "Shelling of the pass goes on tonight, two lorries hit #Darvel"
    lines = ("A. Sorel @asorel", "Four officers killed at the checkpoint, says the governor.", "2 replies",
             "Show this thread", "A. Sorel @asorel", second, "7 likes")  # fmt: skip
    assert kinds("\n\n".join(("A. Sorel on X", *lines)), "A. Sorel on X")[second] is BlockKind.BODY


def test_place_alone_never_takes_a_whole_report() -> None:
    points = ("The army says that it has left the ridge", "The rebels say that the ridge was never held")
    found = kinds("\n\n".join(("Dispute over the ridge", "Next", *points)), "Dispute over the ridge")
    assert [found[point] for point in points] == [BlockKind.BODY] * 2


@given(
    st.lists(st.sampled_from([*GALLERY, "12 show all The hills", "The hills", *PROSE, "4/12 Men wait"]), max_size=12)
)
@settings(deadline=None)
def test_galleries_hold_numbered_lines_their_head_and_its_name_only(lines: list[str]) -> None:
    assert not {lines[at] for at in find_galleries(lines)} & set(PROSE)
