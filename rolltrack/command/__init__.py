"""The command line, the server that opens the notebooks, and the maker of the sample.

What starts rolltrack from outside a notebook. Nothing else imports from here.
"""
