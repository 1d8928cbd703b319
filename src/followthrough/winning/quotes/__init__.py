"""Quotes: what is offered to a customer, version by version, until it is answered."""
