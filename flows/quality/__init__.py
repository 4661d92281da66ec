"""The state of all checks: of the last run, and how it came to be so."""
