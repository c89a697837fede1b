"""A real application on a stage: simulated people touch its screen and press its keys, cameras take its picture."""
