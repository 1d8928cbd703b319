"""Notices to people, in the app."""
