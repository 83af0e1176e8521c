"""Append and fold: the ledger of a run."""
