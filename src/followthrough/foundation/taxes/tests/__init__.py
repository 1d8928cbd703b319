"""Tests of taxes."""
