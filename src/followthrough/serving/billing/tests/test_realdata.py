"""Electronic invoices and payments nobody here wrote: rules, readings and balances equal what others say they are."""

import csv
import re
from collections import defaultdict
from decimal import Decimal
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from lxml import etree

from followthrough.serving.billing.actions.receiving import read_received
from followthrough.serving.billing.rules.einvoice import read_einvoice, written_cii, written_ubl
from followthrough.serving.billing.rules.einvoice.official import broken_rules

pytestmark = pytest.mark.realdata
VEFA = "{http://difi.no/xsd/vefa/validator/1.0}"
OTHER = ("order-x-basic.xml", "order-x-comfort.xml")  # orders, no invoices


def members(path: Path) -> list[tuple[str, bytes]]:
    """Every file of an archive."""
    with ZipFile(path) as archive:
        return [(name, archive.read(name)) for name in archive.namelist() if name.endswith(".xml")]


def verdicts(content: bytes) -> list[tuple[str, bool, bool]]:
    """Of each test in a file: its rule, whether it should be broken, whether our checker says it is."""
    found = []
    for test in etree.fromstring(content).iter(f"{VEFA}test"):
        told = test.find(f"{VEFA}assert")
        fragment = next(one for one in test if one is not told and isinstance(one.tag, str))
        broken = {one.rule for one in broken_rules(etree.tostring(fragment))}
        for way in ("success", "error", "warning"):
            for rule in told.findall(f"{VEFA}{way}"):
                found.append((rule.text.strip(), way != "success", rule.text.strip() in broken))
    return found


@pytest.mark.slow
def test_the_rule_tests_get_the_verdicts_they_expect(shared_data: Path) -> None:
    told = [
        (name, *one) for name, content in members(shared_data / "einvoice/en16931_rule_tests_a.zip")
        for one in verdicts(content)
    ]  # fmt: skip
    assert len(told) > 300
    assert [(name, rule) for name, rule, wanted, given in told if wanted != given] == []


@pytest.mark.slow
def test_every_example_reads_and_its_totals_are_its_lines_and_taxes(shared_data: Path) -> None:
    folder = shared_data / "einvoice"
    examples = members(folder / "en16931_examples.zip") + members(folder / "facturx_fixtures.zip")
    read = {name: read_einvoice(content) for name, content in examples if not name.endswith(OTHER)}
    assert len(read) == 41
    for name, one in read.items():
        assert one.net + one.tax == one.gross, name
        assert sum((tax.amount for tax in one.taxes), Decimal(0)) == one.tax or not one.taxes, name
        if one.lines:
            assert sum((line.net for line in one.lines), Decimal(0)) == one.lines_total, name
    form, one, broken = read_received((folder / "facturx_invoice_EN16931.pdf").read_bytes())
    assert (form, one.net + one.tax, broken) == ("Factur-X", one.gross, [])
