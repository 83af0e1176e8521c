"""An archive at once: its reports gated, read on an engine, and written as Parquet tables."""

from marsad.backfill.archive import Filled, fill

__all__ = ["Filled", "fill"]
