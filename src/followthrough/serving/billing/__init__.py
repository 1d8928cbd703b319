"""Billing: what is invoiced when, handed to accounting, paid, and whether all of it ties out."""
