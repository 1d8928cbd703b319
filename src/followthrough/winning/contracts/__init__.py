"""Contracts: what both sides signed, as terms that can be read on any date."""
