"""Doubles: keys, likeness, finding, merging and un-merging."""
