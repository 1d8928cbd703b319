"""Two real order books, uploaded as they are: order values, lateness and credit equal what the files say."""

import csv
from collections import defaultdict
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from followthrough.foundation.accounts.models import Account
from followthrough.kernel.exchange.models import Import
from followthrough.serving.orders.models import Order, OrderLine
from followthrough.serving.orders.queries.credit import is_over_limit
from followthrough.serving.orders.queries.standing import is_late, was_late
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.realdata, pytest.mark.slow]
OPEN = ("In Process", "On Hold", "Disputed")


def read(folder, name):
    with (folder / name).open(newline="", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def upload(actor, path, into, **columns):
    """Let a file go in with the guessed mapping, or with some columns named; gives added, changed, same, set aside."""
    draft = cast.does(actor, Import, "upload", file=SimpleUploadedFile(path.name, path.read_bytes()), into=into)
    if columns:
        heads = list(read(path.parent, path.name)[0])
        mapping = dict(Import.objects.get(ref=draft.ref).mapping)
        mapping |= {str(heads.index(head)): field for head, field in columns.items()}
        cast.does(actor, Import, "match", draft.ref, mapping=mapping)
    cast.does(actor, Import, "apply", draft.ref)
    counts = Import.objects.get(ref=draft.ref).counts
    return tuple(counts[word] for word in ("new", "changed", "same", "rejected"))


@pytest.fixture
def admin():
    return cast.as_actor(cast.person("Ada Admin", "admin"))


def test_classic_models_come_out_as_they_were_put_in(shared_data, admin):
    folder = shared_data / "classicmodels"
    orders, details, customers = (read(folder, f"{name}.csv") for name in ("orders", "orderdetails", "customers"))
    assert upload(admin, folder / "customers.csv", "accounts", salesRepEmployeeNumber="")[0] == len(customers)
    assert upload(admin, folder / "products.csv", "products")[0] == len(read(folder, "products.csv"))
    assert upload(admin, folder / "orders.csv", "orders") == (len(orders), 0, 0, 0)
    assert upload(admin, folder / "orderdetails.csv", "order-lines") == (len(details), 0, 0, 0)
    worth = defaultdict(Decimal)
    for row in details:
        worth[row["orderNumber"]] += int(row["quantityOrdered"]) * Decimal(row["priceEach"])
    assert dict(Order.objects.values_list("former_id", "amount")) == dict(worth)
    late = {row["orderNumber"] for row in orders if row["shippedDate"] > row["requiredDate"]}
    assert set(Order.objects.filter(was_late(True, admin)).values_list("former_id", flat=True)) == late
    limits = {row["customerNumber"]: Decimal(row["creditLimit"]) for row in customers}
    assert dict(Account.objects.values_list("former_id", "credit_limit")) == limits
    check_open(orders, worth, limits, admin)


def check_open(orders, worth, limits, admin):
    """What is on order and not shipped, beside the limits."""
    open_ = [row for row in orders if row["status"] in OPEN and not row["shippedDate"]]
    on_order = defaultdict(Decimal)
    for row in open_:
        on_order[row["customerNumber"]] += worth[row["orderNumber"]]
    over = {customer for customer, total in on_order.items() if total > limits[customer]}
    found = Order.objects.filter(is_over_limit(True, admin), state__in=("open", "held"))
    assert set(found.values_list("account__former_id", flat=True)) == over
    assert not Order.objects.filter(is_late(True, admin)).exists()  # nothing was promised for a day
    shipped = {row["orderNumber"] for row in orders if row["shippedDate"]}
    done = OrderLine.objects.filter(delivered_on__isnull=False).values_list("order__former_id", flat=True)
    assert set(done) == shipped


def test_northwind_comes_out_as_it_was_put_in(shared_data, admin):
    folder = shared_data / "northwind"
    orders, details = read(folder, "SalesOrder.csv"), read(folder, "OrderDetail.csv")
    upload(admin, folder / "Customer.csv", "accounts")
    upload(admin, folder / "Product.csv", "products")
    days = ("orderDate", "requiredDate", "shippedDate")
    broken = {row["entityId"] for row in orders if any("- " in row[day] for day in days)}  # “2007-08-04- 00:00”
    orders = [row for row in orders if row["entityId"] not in broken]
    kept = [row for row in details if row["orderId"] not in broken]
    assert upload(admin, folder / "SalesOrder.csv", "orders", employeeId="")[::3] == (len(orders), len(broken))
    found = upload(admin, folder / "OrderDetail.csv", "order-lines", discount="discount_share")
    assert found[::3] == (len(kept), len(details) - len(kept))
    cent = Decimal("0.01")
    worth = defaultdict(Decimal)
    for row in kept:
        net = (Decimal(row["unitPrice"]) * (1 - Decimal(row["discount"]))).quantize(cent, "ROUND_HALF_UP")
        worth[row["orderId"]] += int(row["quantity"]) * net
    assert dict(Order.objects.values_list("former_id", "amount")) == dict(worth)
    late = {row["entityId"] for row in orders if row["shippedDate"] and row["shippedDate"] > row["requiredDate"]}
    assert set(Order.objects.filter(was_late(True, admin)).values_list("former_id", flat=True)) == late
