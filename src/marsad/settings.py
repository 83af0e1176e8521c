"""What a run depends on beside its reports: versions and sizes, the same on every machine."""

MARSAD = "0.1.0"

RULES = "2"
"""The version of rules and lexicons: a release that gives other ledgers than the one before raises it, once."""

MODELS = "en_core_web_sm 3.8.0, lid.176 lite, idf 1, casing 1"
"""The weights and frozen tables that claims, languages and stories depend on."""

READ_BATCH = 32
"""Reports a batch in the claims stage: one step of progress, and what a stopped run reads again at most."""

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
"""What a Chromium is called on the machines that have one; it prints the PDF."""
