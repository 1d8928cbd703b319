"""`where ADDRESS`: what is behind a page: area, declaration, function, templates, verbs."""

import ast
import inspect
import re
from argparse import ArgumentParser
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import urlsplit

from django.apps import apps
from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import followthrough
from followthrough.cli.words import Answer, Asked, word
from followthrough.kernel.actions.declare import actions_on
from followthrough.kernel.records.problems import NotFound
from followthrough.kernel.records.registry import RecordType, type_named

SOURCE = Path(followthrough.__file__).parent
TEMPLATE = re.compile(r"[\"']([\w/.-]+\.html)[\"']")


def _address(parser: ArgumentParser) -> None:
    parser.add_argument("address", help=_("a page's address, such as /accounts/A-00017"))


@word("where", gettext_lazy("show the code behind a page's address"), arguments=_address)
def where(asked: Asked) -> Answer:
    """The area, the record's declaration, the page's function and templates, and the functions of its verbs."""
    match = _resolved(urlsplit(asked.given.address).path)
    kind = type_named(str(match.kwargs.get("plural", ""))) or _kind_in(asked.given.address)
    page = inspect.unwrap(match.func)
    found: dict[str, Any] = {"page": place(page), "route": f"/{match.route}"}
    templates = TEMPLATE.findall(inspect.getsource(page)) + TEMPLATE.findall(_module_source(page))
    if kind is not None:
        found |= _declared(kind)
        templates += [panel.template for panel in (*kind.panels, *kind.contributed) if panel.template]
    found["templates"] = [_template(name) for name in dict.fromkeys(templates)]
    if kind is not None:
        verb = match.kwargs.get("verb")
        own = actions_on(kind.model)
        chosen = {verb: own[verb]} if verb in own else own
        found["actions"] = [f"{name}  {place(action.call)}" for name, action in sorted(chosen.items())]
    return Answer(found, _lines(found))


def _resolved(path: str) -> ResolverMatch:
    for tried in (path, f"{path}/"):
        try:
            return resolve(tried)
        except Resolver404:
            continue
    raise NotFound(_("There is no page at “%(path)s”.") % {"path": path})


def _kind_in(address: str) -> RecordType | None:
    return next((kind for part in urlsplit(address).path.split("/") if (kind := type_named(part))), None)


def _declared(kind: RecordType) -> dict[str, Any]:
    config = apps.get_containing_app_config(kind.model.__module__)
    area = config.name if config else ""
    found = {"area": area.removeprefix("followthrough.").replace(".", "/"), "model": place(kind.model)}
    if area and find_spec(f"{area}.records"):
        found["declaration"] = _declaration(import_module(f"{area}.records"), kind.model.__name__)
    return found


def _declaration(records: ModuleType, model: str) -> str:
    """Where `record(Model, …)` stands in an area's `records.py`."""
    path = Path(inspect.getfile(records))
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "record":
            named = node.args[0] if node.args else None
            if isinstance(named, ast.Name) and named.id == model:
                return f"{path.relative_to(SOURCE)}:{node.lineno}"
    return str(path.relative_to(SOURCE))


def place(thing: Callable[..., Any]) -> str:
    """File, line and name of a function or class of ours."""
    _lines_of_it, first = inspect.getsourcelines(thing)
    path = Path(inspect.getfile(thing))
    shown = path.relative_to(SOURCE) if path.is_relative_to(SOURCE) else path
    return f"{shown}:{first}  {thing.__qualname__}"


def _module_source(page: Callable[..., Any]) -> str:
    module = inspect.getmodule(page)
    return inspect.getsource(module) if module else ""


def _template(name: str) -> str:
    try:
        path = Path(get_template(name).template.origin.name)  # type: ignore[attr-defined]
    except TemplateDoesNotExist:
        return f"{name}  (missing)"
    return str(path.relative_to(SOURCE)) if path.is_relative_to(SOURCE) else str(path)


def _lines(found: dict[str, Any]) -> list[str]:
    lines = []
    for name, value in found.items():
        several = value if isinstance(value, list) else [value]
        lines += [f"{name if i == 0 else '':<12}  {line}" for i, line in enumerate(several)]
    return lines
