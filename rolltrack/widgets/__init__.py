"""Forms and panels for notebooks, one file a widget. Nothing outside this folder imports them."""
