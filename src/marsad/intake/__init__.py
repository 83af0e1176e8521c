"""Intake: how reports arrive, and what could not be read."""

from marsad.intake.files import read_paths
from marsad.intake.taking import Intake, Taken, Undated, join_intakes, sum_up

__all__ = ["Intake", "Taken", "Undated", "join_intakes", "read_paths", "sum_up"]
