"""Who a session belongs to: asked on every request, so that access ends with deactivation."""

from typing import Any

from django.contrib.auth.backends import BaseBackend

from followthrough.kernel.people.models import User
from followthrough.kernel.records.custom import STAMP

# In SQL, since composing it from parts would take longer than answering it.
PERSON = f"""
SELECT u.*, ({STAMP}) AS custom_stamp FROM people_user u
WHERE u.id = %s AND u.is_active AND u.signs_in AND u.binned_at IS NULL
"""  # noqa: S608 -- constants of the kernel


class PersonBackend(BaseBackend):
    """Finds the person of a session; signing in itself is `signing_in`."""

    def get_user(self, user_id: Any) -> User | None:
        """The person, unless they were deactivated or binned; whether custom fields changed is asked along the way."""
        return next(iter(User._default_manager.raw(PERSON, [user_id])), None)
