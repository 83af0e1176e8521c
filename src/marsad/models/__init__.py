"""Frozen weights and tables, each with its card."""
