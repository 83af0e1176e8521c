"""Marsad: a conflict monitor. Reports in, one attributed record out."""

__version__ = "0.1.0"
