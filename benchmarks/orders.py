"""What orders cost: entering one of 300 lines, the queue of pending orders, an order's page, with very many orders.

Run it as `bin/benchmark orders --orders 100000`. It starts a database of its own in a scratch folder, enters one order through
the house, and has the database repeat it, three lines each. It prints p50 and p95 by the clock, p50 of the processor time
of page and database, and queries. Each page goes through the whole stack, without the network.
"""

import argparse
import logging
from collections.abc import Callable, Mapping
from datetime import timedelta
from decimal import Decimal
from typing import Any

from benchmarks.ground.house import by_statements, move_in, print_load, scratch_house
from benchmarks.ground.meter import measured, middle, p95

LONG = 300  # lines
LISTS = {
    "review queue": "/orders/?state=draft",
    "open orders": "/orders/?state=open&is_delivered=no",
    "late orders": "/orders/?is_late=yes",
    "over the credit limit": "/orders/?is_over_limit=yes",
}


def main() -> int:
    """Fill, ask, print."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--orders", type=int, default=10_000)
    given.add_argument("--times", type=int, default=15)
    options = given.parse_args()
    with scratch_house():
        logging.disable(logging.INFO)
        move_in()
        person, order = fill(options.orders)
        print(f"{options.orders:,} orders{'p50 ms':>24}{'p95 ms':>9}{'CPU ms':>9}{'queries':>9}", flush=True)
        _ask(person, order, options.times)
        _enter(person, order, options.times)
    print_load()
    return 0


def fill(orders: int) -> tuple[Any, Any]:
    """So many orders like the first one; who entered that, and the order itself."""
    person, order = _first_order()
    _repeat(order, orders)
    return person, order


def _first_order() -> tuple[Any, Any]:
    """An order of three lines, open since today, that was entered as any other."""
    from followthrough.foundation.accounts.models import Account
    from followthrough.foundation.catalogue.models import Product
    from followthrough.kernel import clock
    from followthrough.kernel.access.actor import SYSTEM
    from followthrough.kernel.actions.generic import create_records
    from followthrough.kernel.history.acting import acting
    from followthrough.kernel.people.models import User
    from followthrough.kernel.records.registry import type_of

    person = User._default_manager.filter(role="admin").first()
    with acting(SYSTEM, "fill", surface="benchmark", now=clock.now()):
        rows = [
            {"name": f"Customer {n:03}", "owner": person, "currency": "USD", "credit_limit": Decimal(90_000)}
            for n in range(500)
        ]
        account = create_records(type_of(Account), rows, by=SYSTEM, now=clock.now())[0]
        named = [{"name": f"Part {n:03}", "code": f"P-{n:03}", "list_price": Decimal(n + 10)} for n in range(LONG)]
        products = create_records(type_of(Product), named, by=SYSTEM, now=clock.now())
    order = _drafted(person, account, products[:3])
    _does(person, "enter", order)
    return person, order


def _does(person: Any, verb: str, target: Any = None, model: Any = None, **values: Any) -> Any:
    from followthrough.kernel.actions.declare import actions_on
    from followthrough.kernel.actions.run import run
    from followthrough.kernel.people.actors import actor_of

    action = actions_on(model or type(target))[verb]
    given = {"actor": actor_of(person), "surface": "benchmark", "values": values}
    return run(action, target=target.ref if target else None, **given)


def _drafted(person: Any, account: Any, products: Any) -> Any:
    from followthrough.kernel import clock
    from followthrough.kernel.access.actor import SYSTEM
    from followthrough.kernel.actions.generic import create_records
    from followthrough.kernel.history.acting import acting
    from followthrough.kernel.records.registry import type_of
    from followthrough.serving.orders.models import Order, OrderLine

    order = Order._default_manager.get(ref=_does(person, "create", model=Order, account=account.ref).ref)
    due = clock.now().date() + timedelta(days=14)
    rows = [{"order": order, "product": one, "quantity": Decimal(5), "promised_on": due} for one in products]
    with acting(SYSTEM, "fill", surface="benchmark", now=clock.now()):
        create_records(type_of(OrderLine), rows, by=SYSTEM, now=clock.now())
    return order


def _repeat(order: Any, many: int) -> None:
    """Copies by statement: of a hundred orders one waits to be entered, four are open, the rest delivered."""
    from django.db import connection
    from psycopg import sql

    from followthrough.serving.orders.models import Order, OrderLine

    state = "CASE WHEN n % 100 = 0 THEN 'draft' WHEN n % 100 < 5 THEN 'open' ELSE 'closed' END"
    account = f"{order.account_id} + n % 500"
    copied = (
        (Order, "src.id = %(order)s", {"id": "100000 + n", "ref": "'X-' || n", "state": state, "account_id": account,
                                       "ordered_on": "src.ordered_on - (n % 700)::int", "po_number": "''"}),
        (OrderLine, "src.order_id = %(order)s",
         {"id": "1000000 + n * 10 + src.position", "ref": "'XL-' || n || '-' || src.id", "order_id": "100000 + n",
          "delivered": "CASE WHEN n % 100 < 5 THEN 0 ELSE src.quantity END", "promise_id": "NULL",
          "promised_on": "src.promised_on - (n % 40)::int"}),
    )  # fmt: skip
    tables = [model._meta.db_table for model, _which, _changed in copied]
    with by_statements(tables) as cursor:
        for model, which, changed in copied:
            cursor.execute(_copy(sql, model, which, changed), {"order": order.pk, "many": many})
    connection.close()


def _copy(sql: Any, model: Any, which: str, changed: Mapping[str, str]) -> Any:
    columns = [one.column for one in model._meta.concrete_fields if not getattr(one, "generated", False)]
    values = [sql.SQL(changed.get(name, f'src."{name}"').replace("%", "%%")) for name in columns]
    return sql.SQL("INSERT INTO {table} ({columns}) SELECT {values} FROM {table} src, generate_series(1, %(many)s) n "
                   "WHERE {which}").format(
        table=sql.Identifier(model._meta.db_table), columns=sql.SQL(", ").join(map(sql.Identifier, columns)),
        values=sql.SQL(", ").join(values), which=sql.SQL(which),
    )  # fmt: skip


def _ask(person: Any, order: Any, times: int) -> None:
    from django.test import Client

    client = Client()
    client.force_login(person)
    for name, address in (*LISTS.items(), ("an order's page", f"/orders/{order.ref}/")):
        _print(name, times, lambda address=address: _got(client, address))


def _got(client: Any, address: str) -> None:
    answer = client.get(address)
    if answer.status_code != 200:
        raise SystemExit(f"{address} answered {answer.status_code}")


def _enter(person: Any, order: Any, times: int) -> None:
    """A long draft is entered: prices and credit checked, its lines promised; each time another."""
    from followthrough.foundation.catalogue.models import Product

    products = list(Product._default_manager.order_by("pk")[:LONG])
    waiting = [_drafted(person, order.account, products) for _time in range(min(times, 5) + 2)]
    _print(
        f"entry of {LONG} lines",
        min(times, 5),
        lambda: _does(person, "enter", waiting.pop(), other_prices=True, over_limit=True),
    )


def _print(name: str, times: int, work: Callable[[], Any]) -> None:
    from django.db import connection

    work()
    asked: list[str] = []
    with connection.execute_wrapper(
        lambda execute, statement, *more, asked=asked: asked.append(str(statement)) or execute(statement, *more)
    ):
        work()
    costs = [measured(work)[0] for _time in range(times)]
    clock, spent = [one.clock for one in costs], [one.processor for one in costs]
    print(f"{name:<26}{middle(clock):>12.1f}{p95(clock):>9.1f}{middle(spent):>9.1f}{len(asked):>9}", flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
