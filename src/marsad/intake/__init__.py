"""Intake: how reports arrive, and what could not be read."""

from marsad.intake.files import Intake, Undated, read_paths

__all__ = ["Intake", "Undated", "read_paths"]
