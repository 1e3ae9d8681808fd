"""How the log is taken apart, checked, written and kept; ``rolltrack.log`` is the way in."""
