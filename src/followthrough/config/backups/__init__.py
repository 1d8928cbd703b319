"""Backups: made and tried every night, opened by a key that is not in them; what they restore keeps quiet."""
