"""Seals on documents: the house's own authority, PAdES, time stamps, and finding out what was changed since."""
