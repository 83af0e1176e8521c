"""Who repeats whom: copies, origins, families."""
