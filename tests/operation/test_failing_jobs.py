"""Why a job failed is told, and forgotten with the job."""

import os
import subprocess
import sys

import pytest
from django.db import transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from followthrough.config.environment import REPOSITORY
from followthrough.kernel.jobs.declare import defer, job
from followthrough.kernel.jobs.models import Failure
from followthrough.kernel.jobs.queries import reasons
from followthrough.kernel.jobs.upkeep import prune_jobs
from followthrough.kernel.people.models import Team
from tests import cast

pytestmark = pytest.mark.slow

WORKER = f"""
import django; django.setup()
import {__name__}
from django.core.management import call_command
call_command("procrastinate", "worker", "--one-shot")
"""


class Torn(Exception):
    """A cable is out."""


@job("tests.torn")
def torn(team: str) -> None:
    """Do half of it."""
    with transaction.atomic():
        cast.made(Team, name=team)
        raise Torn("the mail server\ndid not answer")


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_job_that_fails_in_a_worker_says_why_and_leaves_nothing_else():
    defer("tests.torn", team="West")
    subprocess.run([sys.executable, "-c", WORKER], check=True, timeout=60, env=os.environ, cwd=REPOSITORY)
    left = ProcrastinateJob.objects.get(task_name="tests.torn")
    assert (left.status, reasons([left.pk])) == ("todo", {left.pk: "the mail server did not answer"})
    assert left.attempts >= 1  # on a slow machine the next one is due before the worker ends
    assert not Team._default_manager.filter(name="West").exists()


@pytest.mark.django_db
def test_called_directly_a_job_is_just_its_function():
    with pytest.raises(Torn):
        torn(team="West")
    assert not Failure.objects.exists()


@pytest.mark.django_db
def test_the_reason_goes_with_the_job():
    Failure.objects.create(job_id=7, text="gone", at="2026-01-01T00:00Z")
    prune_jobs()
    assert not Failure.objects.exists()
