"""Tests of notes and files."""
