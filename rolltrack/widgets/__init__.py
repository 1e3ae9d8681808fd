"""Forms and panels for notebooks: one file a widget, all on ``Panel``.

The Python half; ``js`` and ``css`` have the browser's. What they show is worked out in other rooms.
"""
