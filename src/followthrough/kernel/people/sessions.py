"""Sessions that know whose they are, so that a person sees them and ends them one by one."""

from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db.models import CharField, DateTimeField, QuerySet
from django.utils import timezone

from followthrough.kernel.people.models import PersonSession
from followthrough.kernel.records.prepared import AtAsking, Given, prepared


class SessionStore(DatabaseStore):
    """Django's store in the database, with the person, their device and the moment of signing in as columns."""

    @classmethod
    def get_model_class(cls) -> type[PersonSession]:
        return PersonSession

    def load(self) -> dict[str, Any]:
        """What is kept in the session, asked on every request; nothing, and no key, once it is over."""
        for held in _running().rows(key=self.session_key):
            return self.decode(held)
        self._session_key = None
        return {}

    def create_model_instance(self, data: dict[str, Any]) -> PersonSession:
        row: PersonSession = super().create_model_instance(data)  # type: ignore[assignment]
        row.user_id = int(data[SESSION_KEY]) if SESSION_KEY in data else None
        row.device = data.get("device", "")
        row.since = data.get("since") or None
        row.seen = data.get("seen") or None
        return row


@prepared
def _running() -> QuerySet[PersonSession, str]:
    now = AtAsking(timezone.now, DateTimeField())
    running = PersonSession.objects.filter(session_key=Given("key", CharField()), expire_date__gt=now)
    return running.values_list("session_data", flat=True)
