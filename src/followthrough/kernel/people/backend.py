"""Who a session belongs to: asked on every request, so that access ends with deactivation."""

from typing import Any

from django.contrib.auth.backends import BaseBackend

from followthrough.kernel.people.models import User


class PersonBackend(BaseBackend):
    """Finds the person of a session; signing in itself is `signing_in`."""

    def get_user(self, user_id: Any) -> User | None:
        """The person, unless they were deactivated or binned."""
        found = User._default_manager.filter(pk=user_id, is_active=True, signs_in=True, binned_at__isnull=True)
        return found.first()
