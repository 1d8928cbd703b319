"""The page of a record as it was."""

from dataclasses import dataclass

from followthrough.web.shapes.panels import Panel
from followthrough.web.shapes.parts import Link


@dataclass(frozen=True, slots=True)
class AsOfPage:
    """as_of.html: values at a moment, what changed until another; `at` and `until` fill the fields of its form.

    `steps` lead to the changes before and after; `note` says in words which moment is shown, `error` what is no moment.
    """

    path: str
    at: str
    until: str
    note: str
    main: tuple[Panel, ...]
    side: tuple[Panel, ...] = ()
    steps: tuple[Link, ...] = ()
    error: str = ""
