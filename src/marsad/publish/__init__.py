"""What leaves: the ledger as data, tables, map and page."""
