"""The warehouse as a lake (DuckLake): tables as Parquet files, and a catalogue of them in SQLite or PostgreSQL."""
