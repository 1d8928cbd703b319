"""Sellers, billing details and how far contracts are billed, declared."""

from followthrough.kernel.countries import CODED
from followthrough.kernel.records.registry import record
from followthrough.serving.billing.actions.settings import clean_details, clean_seller
from followthrough.serving.billing.models import (
    BillingDetails,
    ContractBilling,
    Seller,
)
from followthrough.serving.billing.models.terms import BILLERS, BOOKKEEPERS

record(
    Seller,
    ref="SLR-{n:02}",
    group="settings",
    icon="building",
    columns=["ref", "name", "vat_id", "biller", "accountant", "is_usual"],
    sorts=["name"],
    match=["ref", "name"],
    writers=BOOKKEEPERS,
    fields={"country": CODED},
    clean=clean_seller,
)
record(
    BillingDetails,
    plural="billing-details",
    ref="BD-{n:05}",
    group="settings",
    icon="map-pin",
    columns=["account", "name", "vat_id", "tax", "seller", "buyer_reference"],
    form=[
        "account",
        "name",
        "street",
        "postcode",
        "city",
        "region",
        "country",
        "vat_id",
        "email",
        "buyer_reference",
        "tax",
        "seller",
    ],
    filters=["account", "tax", "seller"],
    match=["ref", "account"],
    writers=BILLERS,
    fields={"country": CODED},
    clean=clean_details,
)
record(
    ContractBilling,
    plural="contract-billings",
    ref="CB-{n:05}",
    columns=["contract", "next_on"],
    form=[],
    filters=["contract"],
    writers=frozenset(),
    listed=False,
)
