"""Accounts and the people there: addresses, numbers, and everything said."""
