// Voilà asks for a mathematics library; no page of the app has a formula.
