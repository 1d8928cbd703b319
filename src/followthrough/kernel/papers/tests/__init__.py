"""Tests of the typesetting of papers."""
