"""A program that asks the API with one key, in process and without a network."""

from typing import Any

import orjson
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from followthrough.kernel.people.actors import hash_of
from followthrough.kernel.people.models import ApiKey, User
from tests import cast


class Caller:
    """One key of one person; without a person, somebody who has none."""

    def __init__(self, user: User | None, **values: Any) -> None:
        self.client = Client(raise_request_exception=False)
        self.headers: dict[str, str] = {}
        if user is not None:
            self.user = user
            self.secret = f"ftk_{user.ref}_{values.get('name', 'test')}"
            values = {"name": "test", "prefix": self.secret[:12], "key_hash": hash_of(self.secret), **values}
            self.key = cast.made(ApiKey, user=user, **values)
            self.headers["Authorization"] = f"Bearer {self.secret}"

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """The answer, with its JSON as `.body`. Bytes are sent as they are, anything else as JSON."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        kind = named.pop("Content-Type", "application/json")
        data = body if isinstance(body, bytes) else b"" if body is None else orjson.dumps(body)
        answer = self.client.generic(
            method, f"/api/v1{path}", data, content_type=kind if data else "", headers={**self.headers, **named}
        )
        return _read(answer)

    def get(self, path: str, **headers: str) -> Any:
        return self.ask("GET", path, **headers)

    def post(self, path: str, body: Any = None, **headers: str) -> Any:
        return self.ask("POST", path, body, **headers)

    def patch(self, path: str, body: Any = None, **headers: str) -> Any:
        return self.ask("PATCH", path, body, **headers)

    def delete(self, path: str, **headers: str) -> Any:
        return self.ask("DELETE", path, **headers)

    def upload(self, path: str, name: str, content: bytes, into: str = "", **headers: str) -> Any:
        """The answer to a form that holds one file, and what is in it."""
        named = {word.replace("_", "-"): value for word, value in headers.items()}
        form = {"file": SimpleUploadedFile(name, content), **({"into": into} if into else {})}
        return _read(self.client.post(f"/api/v1{path}", form, headers={**self.headers, **named}))


def _read(answer: Any) -> Any:
    answer.sent = b"".join(answer.streaming_content) if answer.streaming else answer.content
    answer.body = orjson.loads(answer.sent) if answer.get("Content-Type", "").endswith("json") and answer.sent else None
    return answer
