"""Reads of signing: who is to be reminded, what the chain says, the evidence as one text."""
