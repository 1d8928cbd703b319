"""Decisions on plain values: when what is billed, what an invoice comes to, how it is written for machines."""
