"""Guests: people without sign-in who answer for one record through a link they were given."""
