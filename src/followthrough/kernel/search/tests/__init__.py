"""Tests of the index and of what is found by it."""
