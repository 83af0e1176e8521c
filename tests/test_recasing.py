"""Paragraphs in capitals, read as if they had been set in upper and lower case."""

from hypothesis import given
from hypothesis import strategies as st

from marsad.claims.reading import read_claims
from marsad.claims.sentences import parse_paragraphs, split_sentences
from marsad.lexicon.recasing import restore_case
from report_of_text import make_report


def test_names_get_capitals_and_words_lose_them() -> None:
    said = "GUNMEN SHOT A TEACHER IN LA PAZ ON MONDAY, THE BOLIVIAN POLICE SAID. A BUS BURNED IN SAN MARCOS DE LA VEGA."
    assert restore_case(said) == (
        "Gunmen shot a teacher in La Paz on Monday, the Bolivian Police said. A bus burned in San Marcos de la Vega."
    )


def test_initials_ordinals_and_acronyms_keep_their_form() -> None:
    said = "THE U.S. EMBASSY AND THE 3RD BRIGADE WARNED THE VOLCANIC FRONT (FVQ); FVQ'S CAMP WAS SHELLED."
    assert restore_case(said) == (
        "The U.S. embassy and the 3rd brigade warned the volcanic front (FVQ); FVQ's camp was shelled."
    )


def test_what_is_not_in_capitals_stays() -> None:
    for said in ("NATO and the UN met.", "BREAKING NEWS", "The IRGC said it shot down a UAV."):
        assert restore_case(said) == said


@given(st.text(alphabet="ABCDEÉİßŒ '’.-\n1", max_size=80))
def test_the_length_never_changes(said: str) -> None:
    assert len(restore_case(said)) == len(said)


def test_what_the_record_quotes_is_as_printed() -> None:
    report = make_report("AT LEAST FOUR MINERS WERE KILLED IN NORDA ON 3 MAY 2031, THE HARBOUR MONITOR SAID.")
    (draft,) = read_claims([report])
    (count,) = draft.counts
    assert (count.verbatim, count.of, draft.when and draft.when.text) == ("AT LEAST FOUR", "MINERS", "3 MAY 2031")
    assert draft.cue is not None
    assert draft.cue.text == report.text[slice(*draft.cue.span)]


def test_spans_are_those_of_the_report() -> None:
    report = make_report("REBELS RAIDED THE VILLAGE OF NORDA ON TUESDAY.")
    (sentence,) = split_sentences(report, parse_paragraphs([report]))
    verb = next(token for token in sentence.tokens if token.lemma_ == "raid")
    start, end = sentence.spot(verb.doc[verb.i : verb.i + 1])
    assert (verb.text, report.text[start:end]) == ("raided", "RAIDED")


def test_a_surname_that_is_a_rare_word_too_is_a_name_beside_one() -> None:
    said = "THE RADIO ANNOUNCER DIEGO MATEO CALDERA WAS SHOT BESIDE A CALDERA. DIEGO FILIBUSTERED IN PERUVIAN ADOBE."
    assert restore_case(said) == (
        "The radio announcer Diego Mateo Caldera was shot beside a caldera. Diego filibustered in Peruvian adobe."
    )


def test_a_word_of_kind_makes_common_words_a_place() -> None:
    said = "REBELS RAIDED THE TOWN OF LA UNION IN NORTHERN CABANAS PROVINCE. THE HEALTH PROVINCE OF REASON IS NO PLACE."
    assert restore_case(said) == (
        "Rebels raided the town of La Union in northern Cabanas province. The health province of reason is no place."
    )
