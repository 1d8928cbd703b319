"""Tests of the promises."""
