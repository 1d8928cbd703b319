"""Sessions that know whose they are, so that a person sees them and ends them one by one."""

from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from followthrough.kernel.people.models import PersonSession


class SessionStore(DatabaseStore):
    """Django's store in the database, with the person, their device and the moment of signing in as columns."""

    @classmethod
    def get_model_class(cls) -> type[PersonSession]:
        return PersonSession

    def create_model_instance(self, data: dict[str, Any]) -> PersonSession:
        row: PersonSession = super().create_model_instance(data)  # type: ignore[assignment]
        row.user_id = int(data[SESSION_KEY]) if SESSION_KEY in data else None
        row.device = data.get("device", "")
        row.since = data.get("since") or None
        row.seen = data.get("seen") or None
        return row
