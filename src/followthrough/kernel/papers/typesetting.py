"""Set a paper in type: a template of ours and plain data become an accessible PDF, or pictures of its pages."""

import json
import logging
import os
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

import typst
from django.utils.translation import gettext as _
from django.utils.translation import override

HERE = Path(__file__).parent
STANDARDS: list[Any] = ["a-2a", "ua-1"]  # kept for ever as it is; read aloud in order
PICTURE = 144  # pixels per inch
IDLE = 2  # compilers kept for each template

log = logging.getLogger(__name__)


class CannotTypeset(Exception):
    """The paper could not be set; where and why is in the log, what to tell a person in the message."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper that was set; one that is not accessible holds a sign our typeface lacks, shown as an empty box."""

    content: bytes
    is_accessible: bool


def typeset(template: Path, data: Mapping[str, Any], *, language: str, at: datetime | None = None) -> bytes:
    """The PDF of a template filled with data: PDF/A-2a and PDF/UA-1 wherever every sign can be shown.

    The template sees its own folder and the house's look, nothing else. `data` is made of texts, numbers, lists and
    mappings, `house` (see `kernel/people/letterhead`) among them; it is shown and never read as markup. `at` is when
    the paper was made, so that the same data give the same bytes. Raises CannotTypeset.
    """
    return set_paper(template, data, language=language, at=at).content


def set_paper(template: Path, data: Mapping[str, Any], *, language: str, at: datetime | None = None) -> Paper:
    """The same, and whether it came out accessible."""
    asked: dict[str, Any] = {
        "format": "pdf",
        "sys_inputs": _inputs(data, language),
        "timestamp": at and at.replace(microsecond=0),
    }
    with _compiler(template) as compiler:
        try:
            made: Any = compiler.compile(pdf_standards=STANDARDS, **asked)
            return Paper(made, True)
        except typst.TypstError as problem:
            log.warning("set without the accessible standards: %s: %s", template.name, problem.message)
        return Paper(_set(compiler, template, **asked), False)


def plain_paper(template: Path, data: Mapping[str, Any]) -> bytes:
    """A PDF without tags and claims, to be laid over pages of another. Raises CannotTypeset."""
    with _compiler(template) as compiler:
        made: bytes = _set(compiler, template, format="pdf", sys_inputs=_inputs(data, "en"), pdf_tags=False)
    return made


def pictures(template: Path, data: Mapping[str, Any], *, language: str, ppi: float = PICTURE) -> list[bytes]:
    """The pages of the same paper as PNG pictures, in order. Raises CannotTypeset."""
    with _compiler(template) as compiler:
        made = _set(compiler, template, format="png", sys_inputs=_inputs(data, language), ppi=ppi)
    return [made] if isinstance(made, bytes) else made


def _inputs(data: Mapping[str, Any], language: str) -> dict[str, str]:
    with override(language):
        words = {"page": _("Page {page} of {pages}"), **data.get("words", {})}
    return {"data": json.dumps({**data, "language": language, "words": words}, ensure_ascii=False)}


def _set(compiler: typst.Compiler, template: Path, **asked: Any) -> Any:
    try:
        return compiler.compile(**asked)
    except typst.TypstError as problem:
        log.exception("cannot typeset %s: %s", template.name, problem.diagnostic)
        raise CannotTypeset(_("This paper could not be set. Nothing was changed.")) from problem


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(HERE / "fonts")])


class Threads:
    """Typst's threads do not live on in a forked child, which would wait for them for ever."""

    def __init__(self) -> None:
        self.begun = self.lost = False
        os.register_at_fork(after_in_child=self.forked)

    def forked(self) -> None:
        self.lost = self.begun

    def begin(self) -> None:
        """Say that they are needed. Raises RuntimeError where they are gone."""
        if self.lost:
            raise RuntimeError("Typst has worked before this process was forked: start one of its own instead")
        self.begun = True


threads = Threads()
_idle: dict[Path, list[typst.Compiler]] = defaultdict(list)
_idle_lock = Lock()


@contextmanager
def _compiler(template: Path) -> Iterator[typst.Compiler]:
    """A compiler of this template for one at a time: it knows the template and the fonts from the last time."""
    threads.begin()
    with _idle_lock:
        compiler = _idle[template].pop() if _idle[template] else None
    if compiler is None:
        compiler = typst.Compiler(
            template,
            root=template.parent,
            font_paths=_fonts(),
            ignore_system_fonts=True,
            package_path=HERE / "packages",
            package_cache_path=HERE / "packages",
        )
    yield compiler
    with _idle_lock:
        if len(_idle[template]) < IDLE:
            _idle[template].append(compiler)
