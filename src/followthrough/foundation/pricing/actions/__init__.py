"""What is done with price books, editions and prices."""

from followthrough.foundation.pricing.actions.books import clean_book, saved_books
from followthrough.foundation.pricing.actions.editions import clean_edition, fill_editions, publish_price_edition
from followthrough.foundation.pricing.actions.entries import clean_entry, fill_entries, saved_entries
from followthrough.foundation.pricing.actions.revising import (
    adjust_price_edition,
    checked_percent,
    revise_price_book,
)
from followthrough.foundation.pricing.actions.taking import take_price_edition

__all__ = [
    "adjust_price_edition",
    "checked_percent",
    "clean_book",
    "clean_edition",
    "clean_entry",
    "fill_editions",
    "fill_entries",
    "publish_price_edition",
    "revise_price_book",
    "saved_books",
    "saved_entries",
    "take_price_edition",
]
