"""A period of the log → a Summary → every format it is handed over in.

One module a format, templates beside. No widgets; numbers and sentences come from the rooms below.
"""
