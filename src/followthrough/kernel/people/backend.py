"""Who a session belongs to: asked on every request, so that access ends with deactivation."""

from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.db.models import Func, TextField

from followthrough.kernel.people.models import User
from followthrough.kernel.records.custom import STAMP


class PersonBackend(BaseBackend):
    """Finds the person of a session; signing in itself is `signing_in`."""

    def get_user(self, user_id: Any) -> User | None:
        """The person, unless they were deactivated or binned; whether custom fields changed is asked along the way."""
        found = User._default_manager.filter(pk=user_id, is_active=True, signs_in=True, binned_at__isnull=True)
        return found.annotate(custom_stamp=Func(template=f"({STAMP})", output_field=TextField())).first()
