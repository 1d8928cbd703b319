"""Tests of what is done with many records."""
