"""An administrator's word to the background work: run a failed job again, call off one that waits."""

from datetime import datetime

import procrastinate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from procrastinate.contrib.django import app

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.access.permissions import ADMINS, grant
from followthrough.kernel.actions.declare import action
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.jobs.queries import jobs_in
from followthrough.kernel.people.models import Company
from followthrough.kernel.records.problems import Refused

grant("jobs.view", ADMINS)


@action(
    Company,
    needs="jobs.steer",
    roles=ADMINS,
    on_class=True,
    labels={"job": gettext_lazy("Job number")},
    undo_words=gettext_lazy("What it does once it runs can't be called back."),
)
def retry_job(*, job: int, by: Actor, now: datetime) -> Changes:
    """Run a failed job again, now."""
    if not jobs_in("failed").filter(pk=job).exists():
        raise Refused(_("This job is not among the failed ones any more."))
    app.job_manager.retry_job_by_id(job, retry_at=now)
    return Changes(_("It runs again."))


@action(
    Company,
    needs="jobs.steer",
    on_class=True,
    labels={"job": gettext_lazy("Job number")},
    undo_words=gettext_lazy("It does not come back by itself."),
)
def cancel_job(*, job: int, by: Actor, now: datetime) -> Changes:
    """Call off a job that has not begun."""
    try:
        called_off = app.job_manager.cancel_job_by_id(job)
    except procrastinate.exceptions.ProcrastinateException:
        called_off = False
    if not called_off:
        raise Refused(_("This job has begun already, or is over."))
    return Changes(_("It will not run."))
