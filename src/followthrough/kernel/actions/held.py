"""What to tell people when somebody else holds on to what they want to change."""

from django.db import Error
from django.utils.translation import gettext as _
from psycopg.errors import LockNotAvailable

from followthrough.kernel.history.patience import is_patient
from followthrough.kernel.records.problems import Busy


def busy_behind(error: Error) -> Busy | None:
    """The refusal behind an error of the database, if that is what it says; a job fails with the error itself."""
    if is_patient() or not isinstance(error.__cause__, LockNotAvailable):
        return None
    return Busy(_("Somebody else is changing this at this moment. Nothing was changed. Try again in a few seconds."))
