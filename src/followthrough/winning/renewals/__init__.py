"""Renewals: what expires when, heads-ups in time, notice letters, the renewal itself and what became of it."""
