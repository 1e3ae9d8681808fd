"""What a person can say: columns, entries, settings, routines, safety, flexibility tests.

Pure values, rules and wording. No disk but ``routines.toml``, no pandas, no pictures.
"""
