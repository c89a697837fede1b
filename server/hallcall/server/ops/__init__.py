"""The server seen from outside: what it counts, what it finds wrong with itself, and who may look."""
