"""Tests of collateral."""
