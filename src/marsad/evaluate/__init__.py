"""Quality as pinned numbers: each stage against public data."""
