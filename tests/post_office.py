"""A real SMTP server for tests: it takes, delays or refuses letters as told, and keeps what it took."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP
from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from followthrough.kernel import clock

RUN = ("facts.deliver", "mail.send")


class PostOffice:
    """What came in: `letters` parsed, `raw` as bytes, `receivers` of each; and the orders of what to refuse."""

    def __init__(self) -> None:
        self.raw: list[bytes] = []
        self.receivers: list[list[str]] = []
        self.port = 0
        self._orders: list[dict[str, Any]] = []

    @property
    def letters(self) -> list[EmailMessage]:
        """What was taken, in order."""
        return [message_from_bytes(raw, policy=policy.default) for raw in self.raw]

    def refuse(self, address: str = "", words: str = "550 5.1.1 No such mailbox", times: int = 1_000_000) -> None:
        """Answer an address (or, without one, the whole message) with these words, so many times."""
        self._orders.append({"address": address, "words": words, "left": times})

    def break_off(self, times: int = 1) -> None:
        """Take the message and drop the line before saying so."""
        self.refuse(words="", times=times)

    def deliver(self, *names: str) -> None:
        """Run the jobs that are due by the clock, those they make too; nothing sleeps."""
        while found := self._due(names or RUN):
            for job in found:
                with connection.cursor() as cursor:
                    cursor.execute("SELECT procrastinate_finish_job_v1(%s, 'succeeded', true)", [job.pk])
                app.tasks[job.task_name].func(**job.args)

    @staticmethod
    def _due(names: tuple[str, ...]) -> list[Any]:
        waiting = ProcrastinateJob.objects.filter(status="todo", task_name__in=names).order_by("pk")
        now = clock.now().astimezone(UTC)
        return [job for job in waiting if job.scheduled_at is None or job.scheduled_at <= now]

    def _word(self, address: str) -> str | None:
        for order in self._orders:
            if order["address"] == address and order["left"] > 0:
                order["left"] -= 1
                return str(order["words"])
        return None

    async def handle_RCPT(self, server: SMTP, session: Any, envelope: Any, address: str, _options: Any) -> str:
        if word := self._word(address):
            return word
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Any, envelope: Any) -> str:
        word = self._word("")
        if word:
            return word
        self.raw.append(envelope.original_content)
        self.receivers.append(list(envelope.rcpt_tos))
        if word == "":
            server.transport.abort()
        return "250 Taken"


@contextmanager
def open_post_office() -> Iterator[PostOffice]:
    """A post office on a free port of this machine."""
    office = PostOffice()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        office.port = free.getsockname()[1]
    controller = Controller(office, hostname="127.0.0.1", port=office.port, enable_SMTPUTF8=True)
    controller.start()
    try:
        yield office
    finally:
        controller.stop()
