"""A quote with a rep, their manager and a rule, for the tests of approval."""

from decimal import Decimal

from followthrough.foundation.catalogue.models import Product
from followthrough.kernel import clock
from followthrough.kernel.access.actor import SYSTEM
from followthrough.kernel.history.acting import acting
from followthrough.kernel.people.models import Team
from followthrough.keystone.approvals.models import Approval, ApprovalRule
from followthrough.winning.pipeline.models import Line
from followthrough.winning.quotes.models import Quote, QuoteVersion
from tests import cast

D = Decimal


class Desk:
    """Femi sells, Lena manages the team, Iris administers; reps may give 12 percent off a line."""

    def __init__(self):
        self.team = cast.made(Team, name="North America")
        self.lena = cast.person("Lena Fischer", "manager", self.team, reach="team")
        self.femi = cast.person("Femi Adebayo", "rep", self.team, reach="team")
        self.iris = cast.person("Iris Admin", "admin", reach="all")
        cast.does(cast.as_actor(self.iris), Team, "edit", self.team, manager=self.lena.ref)
        self.team.refresh_from_db()
        self.rep, self.manager, self.admin = map(cast.as_actor, (self.femi, self.lena, self.iris))
        self.product = cast.made(
            Product, name="Swivel nut", code="FS-9115", family="Fittings", list_price=D("38.40"), cost=D("20")
        )
        self.account = cast.account("Bremer Fluid Systems", owner=self.femi, team=self.team)
        self.rule = self.rules(name="Line discount of reps", limit="12", for_role="rep")

    def rules(self, **values):
        wanted = {"subject": "quotes.quote", "measure": "quotes.line_discount", **values}
        outcome = cast.does(self.admin, ApprovalRule, "create", **wanted)
        cast.does(self.admin, ApprovalRule, "switch-on", outcome.ref)
        return ApprovalRule.objects.get(ref=outcome.ref)

    def quote(self, **discounts):
        """A draft of Femi's with a line for each discount."""
        outcome = cast.does(self.rep, Quote, "create", account=self.account.ref, name="Line 2 rebuild")
        quote = Quote.objects.get(ref=outcome.ref)
        for discount in discounts.values():
            self.line(quote, product=self.product.ref, quantity="60", discount=discount)
        return quote

    def line(self, quote, **values):
        outcome = cast.does(self.rep, Line, "create", opportunity=quote.opportunity.ref, **values)
        return Line.objects.get(ref=outcome.ref)

    def ask(self, quote, **values):
        cast.does(self.rep, Quote, "ask-approval", quote, **values)
        return Approval.objects.filter(subject_id=quote.pk).latest("pk")

    def send(self, quote, by=None):
        cast.does(by or self.rep, Quote, "note-sent", quote, how="By hand")
        return QuoteVersion.objects.get(quote=quote, number=quote.number)

    def behind_the_back(self, **values):
        """Change all lines by another road than an action of theirs."""
        with acting(SYSTEM, "arrange", surface="test", now=clock.now()):
            Line.objects.update(**values)

    def fresh(self, one):
        return type(one).objects.get(pk=one.pk)
