"""Which run a fact came from: what listeners do belongs to the deed that was announced, and is taken back with it."""

from contextvars import ContextVar
from uuid import UUID

current_run: ContextVar[UUID | None] = ContextVar("current_run", default=None)
caused_by: ContextVar[UUID | None] = ContextVar("caused_by", default=None)
