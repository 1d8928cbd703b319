"""Saved views, tried out."""
