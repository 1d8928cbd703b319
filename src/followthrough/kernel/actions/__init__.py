"""Declare a verb once and run it from any surface: the only door for writes."""
