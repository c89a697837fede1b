"""Bytes to values and back. Pure: no wire, no clock, no state beyond what a stream needs."""
