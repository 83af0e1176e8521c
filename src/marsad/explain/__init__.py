"""Explain: why a ledger says what it says, in sentences for people who were not there when the rules were made."""

from marsad.explain.answering import explain, explain_over_all, is_over_all
from marsad.explain.answers import Answer

__all__ = ["Answer", "explain", "explain_over_all", "is_over_all"]
