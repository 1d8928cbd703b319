"""What is done with price books, editions and prices."""

from followthrough.foundation.pricing.actions.books import clean_book, saved_books
from followthrough.foundation.pricing.actions.editions import clean_edition, fill_editions, publish_price_edition
from followthrough.foundation.pricing.actions.entries import clean_entry, fill_entries, saved_entries

__all__ = [
    "clean_book",
    "clean_edition",
    "clean_entry",
    "fill_editions",
    "fill_entries",
    "publish_price_edition",
    "saved_books",
    "saved_entries",
]
