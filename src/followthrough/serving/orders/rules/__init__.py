"""Decisions on plain values: what is left of a line, how an order stands, when a step of a checklist is due."""
