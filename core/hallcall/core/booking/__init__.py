"""Appointments: slots from staffing, who may book them, check-in, waiting list, strikes.

A booking is part of the hall's state: the one writer that gives numbers also gives the last place of a slot.
"""
