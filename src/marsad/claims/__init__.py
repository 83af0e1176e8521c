"""Who says what, in one report: drafts of claims."""

from marsad.claims.reading import read_claims

__all__ = ["read_claims"]
