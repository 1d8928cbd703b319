"""Signing: who is asked to sign a document, what each did and when, and the seal that closes it."""
