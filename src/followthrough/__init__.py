"""Followthrough: the desk that keeps every promise made to a customer."""
