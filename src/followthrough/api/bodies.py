"""Read what was sent: a JSON object, or a form with files, and the headers that make a write safe."""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import orjson
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext as _

from followthrough.kernel.records.fields import Field, Kind
from followthrough.kernel.records.problems import Invalid, Problem

JSON_TYPES = ("application/json", "application/merge-patch+json")
MOST_JSON = 2 * 1024 * 1024  # bytes; Django's own limit for a body in memory is half a megabyte above
USUAL_FILE = 25 * 1024 * 1024  # bytes, unless the action's field says otherwise
FORM_AROUND = 1024 * 1024
KEY = re.compile(r"[\x21-\x7e]{1,200}")
ETAG = re.compile(r'"(\d{1,9})"')


class BadRequest(Problem):
    """The request itself can't be read."""

    status = 400
    code = "bad_request"


class NotThisType(Problem):
    """The body is of a type that is not taken here."""

    status = 415
    code = "unsupported_media_type"


class BodyTooLarge(Problem):
    """The body is over the limit; it was not read."""

    status = 413
    code = "too_large"


class LengthNeeded(Problem):
    """A body in chunks says too late how long it is; it was not read."""

    status = 411
    code = "length_needed"


class VersionNeeded(Problem):
    """A change has to say which version of the record it was made from."""

    status = 428
    code = "version_needed"


class SentFile:
    """An uploaded file; its text names its content too, so that a repeated key with another file is noticed."""

    def __init__(self, uploaded: Any) -> None:
        self.name = uploaded.name or ""
        self._uploaded = uploaded

    def __str__(self) -> str:
        digest = hashlib.sha256()
        for chunk in self.chunks():
            digest.update(chunk)
        return f"{self.name} {digest.hexdigest()}"

    def chunks(self) -> Iterable[bytes]:
        """The content from its beginning, piece by piece."""
        yield from self._uploaded.chunks()


def body_of(request: HttpRequest, fields: Mapping[str, Field]) -> dict[str, Any]:
    """The values sent, by name; amounts written as objects are taken apart for the fields they belong to.

    Raises BadRequest, LengthNeeded, NotThisType or BodyTooLarge.
    """
    if "Transfer-Encoding" in request.headers and not request.META.get("CONTENT_LENGTH"):
        raise LengthNeeded(_("Send the body with its Content-Length, not in chunks."))
    length = int(request.META.get("CONTENT_LENGTH") or 0)
    kind = request.content_type or ""
    if not length and not kind.startswith("multipart/"):
        return {}
    if kind == "multipart/form-data" and any(field.kind is Kind.FILE for field in fields.values()):
        sent = _form(request, length, fields)
    elif kind in JSON_TYPES:
        sent = _json(request, length, max((MOST_JSON, *_large(fields))))
    else:
        raise NotThisType(_("Send the body as application/json, or as multipart/form-data where a file is taken."))
    if _holds_nul(sent):
        raise BadRequest(_("The body holds the character U+0000, which can't be stored."))
    return _amounts_apart(sent, fields)


def key_in(request: HttpRequest) -> str:
    """The idempotency key, if one was sent."""
    key = request.headers.get("Idempotency-Key", "")
    if key and not KEY.fullmatch(key):
        raise BadRequest(_("An Idempotency-Key has 1 to 200 visible ASCII characters and no spaces."))
    return key


def version_in(request: HttpRequest, *, needed: bool) -> int | None:
    """The version named by `If-Match`, None for `*` or when none is named and none needed; -1 matches nothing."""
    text = request.headers.get("If-Match", "").strip()
    if not text and needed:
        raise VersionNeeded(_("Send the record's ETag in If-Match, or * to change it whatever it holds."))
    if text in ("", "*"):
        return None
    if text.startswith("W/"):
        return -1
    match = ETAG.fullmatch(text)
    if match is None:
        raise BadRequest(_('Write If-Match as one ETag such as "3", or as *.'))
    return int(match[1])


def _large(fields: Mapping[str, Field]) -> list[int]:
    """What fields of many values say about their size, in bytes, where they may be larger than other bodies."""
    return [field.max_length for field in fields.values() if field.kind is Kind.STRUCTURE and field.max_length]


def _json(request: HttpRequest, length: int, most: int) -> dict[str, Any]:
    if length > most:
        raise BodyTooLarge(_("A JSON body may have at most %(most)d MB.") % {"most": most // 1024**2})
    try:
        sent = orjson.loads(request.body if length <= MOST_JSON else request.read(length))
    except RequestDataTooBig as problem:
        raise BodyTooLarge(_("A JSON body may have at most %(most)d MB.") % {"most": most // 1024**2}) from problem
    except orjson.JSONDecodeError as problem:
        raise BadRequest(_("The body is not valid JSON: %(why)s.") % {"why": problem.msg}) from problem
    if not isinstance(sent, dict):
        raise BadRequest(_("The body has to be a JSON object."))
    return sent


def _form(request: HttpRequest, length: int, fields: Mapping[str, Field]) -> dict[str, Any]:
    most = max(field.max_length or USUAL_FILE for field in fields.values() if field.kind is Kind.FILE)
    if length > most + FORM_AROUND:
        raise BodyTooLarge(_("A file may have at most %(most)d MB.") % {"most": most // 1024**2})
    try:
        texts, files = request.POST, request.FILES
    except (MultiPartParserError, TooManyFieldsSent, TooManyFilesSent) as problem:
        raise BadRequest(_("The form can't be read.")) from problem
    except RequestDataTooBig as problem:
        raise BodyTooLarge(_("The texts of a form may have at most 2 MB.")) from problem
    sent: dict[str, Any] = dict(texts.items())
    for name in files:
        found = files[name]
        if isinstance(found, UploadedFile):
            sent[name] = SentFile(found)
    return sent


def _amounts_apart(sent: dict[str, Any], fields: Mapping[str, Field]) -> dict[str, Any]:
    """`{"price": {"amount": "5.00", "currency": "EUR"}}` sets the price and the currency beside it."""
    apart = dict(sent)
    for name, value in sent.items():
        field = fields.get(name)
        if not field or field.kind not in (Kind.MONEY, Kind.DECIMAL) or not isinstance(value, dict):
            continue
        apart[name] = value.get("amount")
        currency = value.get("currency")
        if field.currency and currency and apart.setdefault(field.currency, currency) != currency:
            raise Invalid({name: _("All amounts of one record are in one currency.")})
    return apart


def _holds_nul(value: Any) -> bool:
    if isinstance(value, str):
        return "\x00" in value
    parts: Sequence[Any] = (
        [*value.keys(), *value.values()] if isinstance(value, dict) else value if isinstance(value, list) else ()
    )
    return any(_holds_nul(part) for part in parts)
