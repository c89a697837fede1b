"""Care of the data: copies of it, its past that nobody can change unseen, and its end when its time is over."""
