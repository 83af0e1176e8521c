"""Intake: how reports arrive, and what could not be read."""

from marsad.intake.files import Intake, read_paths

__all__ = ["Intake", "read_paths"]
