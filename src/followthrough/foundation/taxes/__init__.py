"""Taxes: the rates that lines of offers and invoices bear."""
