"""The whole story of Fathom & Vale, in order."""

from django.db import transaction

from followthrough.config.demo.agreements import tell_contracts
from followthrough.config.demo.allowing import tell_approvals
from followthrough.config.demo.customers import bring_customers_in
from followthrough.config.demo.deals import tell_deals
from followthrough.config.demo.deliveries import tell_deliveries
from followthrough.config.demo.goods import stock_goods
from followthrough.config.demo.house import ZONE, found_house
from followthrough.config.demo.invoices import tell_invoices
from followthrough.config.demo.library import enclose_packs, open_library
from followthrough.config.demo.mails import tell_mails
from followthrough.config.demo.metered import tell_usage
from followthrough.config.demo.orders import tell_orders
from followthrough.config.demo.parts import ask_for_changes, measure_goods
from followthrough.config.demo.placed import tell_placements
from followthrough.config.demo.prices import price_goods
from followthrough.config.demo.promised import tell_promises
from followthrough.config.demo.quotes import tell_quotes
from followthrough.config.demo.renewals import tell_renewals
from followthrough.config.demo.signatures import tell_signatures
from followthrough.config.demo.stage import Stage
from followthrough.config.refusal import CannotStart
from followthrough.config.setting_up import one_at_a_time
from followthrough.foundation.accounts.models import Account
from followthrough.kernel import clock
from followthrough.kernel.people.models import company
from followthrough.kernel.speaking import said as _
from followthrough.keystone.promises.actions import run_rules


def move_in() -> None:
    """Tell the story up to the present, unless it is told already; all of it or nothing.

    Raises CannotStart where there are customers already: a demonstration and real work do not mix.
    """
    with transaction.atomic():
        one_at_a_time()
        if company().is_demo:
            return
        if Account._default_manager.exists():
            raise CannotStart(_("there are accounts in this desk already; show the demo on another FOLLOWTHROUGH_HOME"))
        stage = Stage(clock.now(), ZONE)
        found_house(stage)
        goods = stock_goods(stage)
        customers = bring_customers_in(stage)
        measure_goods(stage, goods)
        price_goods(stage, goods)
        tell_promises(stage, customers)
        tell_deals(stage, customers, goods)
        open_library(stage)
        tell_quotes(stage, customers)
        tell_contracts(stage, customers, goods)
        tell_placements(stage)
        tell_usage(stage, customers, goods)
        tell_invoices(stage, customers)
        ask_for_changes(stage, goods)
        tell_mails(stage)
        enclose_packs(stage)
        tell_signatures(stage, customers)
        tell_approvals(stage)
        tell_renewals(stage, customers, goods)
        tell_orders(stage, customers, goods)
        tell_deliveries(stage, customers)
        run_rules()
