"""Tests of what is taken out by a button."""
