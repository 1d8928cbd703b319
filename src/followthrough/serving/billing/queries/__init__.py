"""Reads of billing: the schedule, what is due, what stands open, and whether all of it ties out."""
