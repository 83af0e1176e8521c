"""Vocabulary as data, each line with who says so."""
