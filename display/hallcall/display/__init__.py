"""Wall displays: calls, recent calls and the people waiting, for a whole hall, a floor or a zone."""
