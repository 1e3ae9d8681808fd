"""Is it helping? From the log, and from an experiment: numbers, verdicts, sentences.

The statistics and the experiment's plan. It draws nothing and asks nothing.
"""
