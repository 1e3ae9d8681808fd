"""Frames → matplotlib Figures with a text alternative.

How a picture looks. What it says comes from ``days`` and ``helping``; nothing is worked out here.
"""
