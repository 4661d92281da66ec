"""Reading stored documents again: what other rules would change (`baoku plan`), and changing it (`baoku backfill`)."""
