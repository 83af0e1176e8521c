"""The API: the desk's ledger as JSON under /api/v1, with what changed, feeds, bulk and judgements."""
