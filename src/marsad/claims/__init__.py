"""Who says what, in one report: drafts of claims."""
