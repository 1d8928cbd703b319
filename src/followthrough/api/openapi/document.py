"""The whole document, built once for each process and set of custom fields."""

from functools import lru_cache
from typing import Any

import orjson
from django.http import HttpResponse
from django.utils import translation

from followthrough.api.history import house_routes
from followthrough.api.openapi import asking, searching
from followthrough.api.openapi.fixed import HEADERS, PARAMETERS, RESPONSES, SCHEMAS
from followthrough.api.openapi.house import described as described_house
from followthrough.api.openapi.operations import described
from followthrough.api.openapi.schemas import read_schema, schema_name
from followthrough.api.questions import questions
from followthrough.api.routes import ROOT, routes
from followthrough.api.search import PATH
from followthrough.kernel.records.custom import declared_times, renew_custom
from followthrough.kernel.records.registry import record_types

ABOUT = """Everything people do on the pages, for programs. Every address is made from the house's own declarations.

Send a key as `Authorization: Bearer ftk_…`; it may do what its person may, at this moment. Lists come in pages: follow
`next`. A change names the version it was made from in `If-Match`; one made from an older version is refused with both
values. Send an `Idempotency-Key` with whatever writes and repeat freely: it has one effect. Amounts are exact text."""


def document() -> dict[str, Any]:
    """The OpenAPI 3.1 document of this house, in English."""
    return _document(declared_times())


@lru_cache(maxsize=1)
def _document(_declared: int) -> dict[str, Any]:
    with translation.override("en"):
        paths = {
            route.path: {method.lower(): described(route, operation) for method, operation in route.operations.items()}
            for route in routes()
        }
        for one in house_routes():
            paths[one.path] = {name.lower(): described_house(one, does) for name, does in one.operations.items()}
        paths |= {one.path: {"get": asking.described(one)} for one in questions()}
        kinds = [
            kind for kind in record_types() if kind.listed or kind.parent or kind.singular in ("note", "attachment")
        ]
        return {
            "openapi": "3.1.0",
            "info": {"title": "Followthrough", "version": "1", "description": ABOUT},
            "servers": [{"url": ROOT}],
            "security": [{"key": []}],
            "tags": [{"name": kind.plural, "description": str(kind.label_plural)} for kind in kinds if kind.listed]
            + [{"name": "history", "description": "what was done, and the way back"}],
            "paths": {"/openapi.json": {"get": _itself()}, PATH: {"get": searching.described()}, **paths},
            "components": {
                "schemas": {**SCHEMAS, **{schema_name(kind): read_schema(kind) for kind in kinds}},
                "responses": RESPONSES,
                "parameters": PARAMETERS,
                "headers": HEADERS,
                "securitySchemes": {"key": {"type": "http", "scheme": "bearer", "description": "A key such as ftk_…"}},
            },
        }


def openapi_json() -> HttpResponse:
    """The document as a download for tools; it holds no data and needs no key."""
    renew_custom()
    return HttpResponse(_written(declared_times()), content_type="application/json")


@lru_cache(maxsize=1)
def _written(declared: int) -> bytes:
    return orjson.dumps(_document(declared))


def _itself() -> dict[str, Any]:
    return {
        "operationId": "read_openapi",
        "summary": "This document",
        "security": [],
        "responses": {
            "200": {"description": "OpenAPI 3.1", "content": {"application/json": {"schema": {"type": "object"}}}},
            "405": {"$ref": "#/components/responses/MethodNotAllowed"},
        },
    }
