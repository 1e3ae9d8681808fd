"""Entries → one row a day → weeks, change, before and after, flare-ups.

Frame in, frame out, and the sentences about them. No verdict on rolling, no picture, no writing.
"""
