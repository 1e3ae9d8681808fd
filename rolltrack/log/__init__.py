"""Everything on disk: sessions.csv, its journal and backups, rolltrack.toml.

The only room that writes the log. It knows entries and settings, not days, charts or pages.
"""
