"""What reconciling keeps: of a story that is done, nothing."""

import sys

from story_by_hand import Hand, count, on_day


def test_nothing_holds_the_words_of_a_story_that_is_done() -> None:
    hand = Hand()
    for day in range(1, 4):
        quote = f"Shells hit another market of Orlen on the {day}. and killed {day + 4} people"
        hand.say(f"r{day}", ["Harbour Watch", "Paper 1"], quote, when=on_day(day), counts=[count(day + 4)], day=day)
    quotes = [claim.quote for claim in hand.claims]
    before = [sys.getrefcount(quote) for quote in quotes]
    assert hand.reconcile().incidents
    assert [sys.getrefcount(quote) for quote in quotes] == before
