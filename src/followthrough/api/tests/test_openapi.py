"""The document is valid, and holds every address that Django serves."""

import pytest
from django.urls import URLPattern, get_resolver
from openapi_spec_validator import OpenAPIV31SpecValidator, validate

from followthrough.api.openapi.document import document
from tests.callers import Caller

pytestmark = pytest.mark.slow


def addresses(patterns=None, before=""):
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        path = before + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield path
        else:
            yield from addresses(pattern.url_patterns, path)


@pytest.mark.slow
def test_the_document_is_valid_openapi():
    validate(document(), cls=OpenAPIV31SpecValidator)


def test_every_address_is_in_it():
    served = {path.removeprefix("api/v1") for path in addresses() if path.startswith("api/v1")}
    shaped = {path.replace("<str:", "{").replace(">", "}") for path in served}
    assert shaped == set(document()["paths"])


def test_each_operation_has_its_own_name_a_description_and_its_refusals():
    operations = [op for path in document()["paths"].values() for op in path.values()]
    names = [op["operationId"] for op in operations]
    assert sorted(names) == sorted(set(names))
    for op in operations[1:]:
        assert op["description"]
        assert {"401", "403", "405", "422", "429", "500", "503"} <= set(op["responses"])


def test_secrets_nobody_may_see_are_not_even_named():
    assert "password" not in document()["components"]["schemas"]["people.User"]["properties"]
    assert "key_hash" not in document()["components"]["schemas"]["people.ApiKey"]["properties"]


@pytest.mark.django_db
def test_it_is_served_without_a_key_and_only_to_be_read():
    nobody = Caller(None)
    assert nobody.get("/openapi.json").body["openapi"] == "3.1.0"
    assert nobody.post("/openapi.json").status_code == 405
