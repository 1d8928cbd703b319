"""What is done with change requests, and with parts that were found."""

from followthrough.winning.specials.actions.adding import add_parts_line
from followthrough.winning.specials.actions.answering import (
    accept_change_request,
    finish_change_request,
    quote_change_request,
    refuse_change_request,
    review_change_request,
)
from followthrough.winning.specials.actions.following import clean_request, fill_requests, saved_requests

__all__ = [
    "accept_change_request",
    "add_parts_line",
    "clean_request",
    "fill_requests",
    "finish_change_request",
    "quote_change_request",
    "refuse_change_request",
    "review_change_request",
    "saved_requests",
]
