"""How "is it helping?" is worked out; ``effect`` and ``experiment`` are the ways in."""
