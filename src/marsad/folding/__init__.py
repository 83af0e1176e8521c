"""How a ledger follows its facts: only what new facts touch is worked out again, as if all had been made at once."""

from marsad.folding.making import Made, make_views
from marsad.folding.reports import read_member
from marsad.folding.step import Step, take_step

__all__ = ["Made", "Step", "make_views", "read_member", "take_step"]
