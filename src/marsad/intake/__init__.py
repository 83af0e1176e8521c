"""Intake: how reports arrive, and what could not be read."""

from marsad.intake.files import read_paths
from marsad.intake.taking import Intake, Taken, Undated, join_intakes, sum_up
from marsad.intake.web import WebPage, read_web

__all__ = ["Intake", "Taken", "Undated", "WebPage", "join_intakes", "read_paths", "read_web", "sum_up"]
