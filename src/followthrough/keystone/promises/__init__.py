"""Anything owed, either way: one table, one engine, the Today desk."""
