"""Tests of specials."""
