"""Tests of reading, understanding and writing table files."""
