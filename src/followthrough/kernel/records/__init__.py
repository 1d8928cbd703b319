"""Declare a record once; every surface derives the rest from that declaration."""
