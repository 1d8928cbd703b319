"""Reaching customers: what we show and send them, and how they reach us."""
