"""The page of backups: how old they are, that one is overdue, and that any is tried again by a button."""

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from followthrough.config.backups import jobs
from followthrough.config.backups.shelf import Backup, backups, note, path_for
from followthrough.config.environment import environment
from followthrough.kernel import clock
from followthrough.kernel.jobs.queries import jobs_in
from followthrough.kernel.notify.models import Notice
from followthrough.kernel.people.models import Company
from followthrough.web.signing import BACKEND
from tests import cast

pytestmark = pytest.mark.django_db


def words_of(answer: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_page_turns_red_after_26_hours_and_verifying_tells_what_is_wrong(tmp_path: Path, settings: Any) -> None:
    env = replace(environment({"FOLLOWTHROUGH_HOME": str(tmp_path)}))
    settings.ENVIRONMENT = env
    cast.made(Company, name="Ostrander Group")
    admin, rep = Client(), Client()
    admin.force_login(cast.person("Ada Admin", "admin"), backend=BACKEND)
    rep.force_login(cast.person("Rita Rep", "rep"), backend=BACKEND)
    now = clock.now()
    for hours, red in ((25, False), (27, True)):
        made = now - timedelta(hours=hours)
        path = path_for(env, made)
        path.write_bytes(b"not a backup")
        note(Backup(path, made, 12, verified=made))
        said = words_of(admin.get("/backups/"))
        assert ("The last good backup is 1 day old." in said, f"{hours} h" in said or "1 day" in said) == (red, True)
        path.rename(path.with_suffix(".aside")) if not red else None
    assert [one.name for one in backups(env)] == [path.name]
    address = f"/backups/verify?file={path.name}"
    assert [rep.post(address).status_code, admin.post("/backups/verify?file=../secret.key").status_code] == [403, 404]
    assert admin.post(address, {"idempotency_key": "one"}).status_code == 302
    jobs.verify_for(**jobs_in("todo").get(task_name="backups.verify").args)
    (tried,) = backups(env)
    assert tried.problems == ["this is no backup of ours"]
    assert Notice.objects.get().text == "this is no backup of ours"
