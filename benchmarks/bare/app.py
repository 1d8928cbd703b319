"""A Django project in one file: a list, a record, type-ahead, a field, a saved value, notices, a board and a download.

It signs people in by a signed cookie and sees everything. A saved value is written through the house's own triggers, so
that both write the same history. What it has not: permissions, versions, custom fields, saved views, a language.
"""

import csv
import os
import uuid
from pathlib import Path
from typing import Any

from django.conf import settings

settings.configure(
    SECRET_KEY="benchmark",  # noqa: S106 -- guards nothing
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    MIDDLEWARE=["django.contrib.sessions.middleware.SessionMiddleware", "django.middleware.csrf.CsrfViewMiddleware"],
    SESSION_ENGINE="django.contrib.sessions.backends.signed_cookies",
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "DIRS": [Path(__file__).parent / "templates"],
                "OPTIONS": {"context_processors": ["django.template.context_processors.request"]}}],
    DATABASES={"default": {"ENGINE": "django.db.backends.postgresql", "HOST": os.environ["BARE_HOST"], "PORT": "5432",
                           "NAME": os.environ["BARE_NAME"], "USER": os.environ["BARE_USER"],
                           "PASSWORD": os.environ.get("BARE_PASSWORD", ""), "CONN_MAX_AGE": 600}},
    USE_TZ=True,
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
)  # fmt: skip

import django  # noqa: E402 -- after the settings

django.setup()

from django.core.wsgi import get_wsgi_application  # noqa: E402 -- after the settings
from django.db import connection, models, transaction  # noqa: E402
from django.db.models import Count, Sum  # noqa: E402
from django.http import HttpRequest, HttpResponse, JsonResponse  # noqa: E402
from django.shortcuts import get_object_or_404, render  # noqa: E402
from django.urls import path  # noqa: E402


class Plain(models.Model):
    """A row of one of the house's tables."""

    ref = models.CharField(max_length=40)
    binned_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True
        app_label = "bare"
        managed = False


class Account(Plain):
    """A company."""

    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20)
    status = models.CharField(max_length=20)
    city = models.CharField(max_length=120)
    phone = models.CharField(max_length=60)
    owner_id = models.BigIntegerField(null=True)

    class Meta(Plain.Meta):
        db_table = "accounts_account"


class Contact(Plain):
    """A person."""

    name = models.CharField(max_length=200)
    email = models.CharField(max_length=254)
    account = models.ForeignKey(Account, models.DO_NOTHING, related_name="contacts")

    class Meta(Plain.Meta):
        db_table = "accounts_contact"


class Deal(Plain):
    """An opportunity."""

    name = models.CharField(max_length=200)
    account = models.ForeignKey(Account, models.DO_NOTHING, related_name="deals")
    stage_id = models.BigIntegerField()
    state = models.CharField(max_length=20)
    amount = models.DecimalField(max_digits=19, decimal_places=4)
    close_on = models.DateField(null=True)

    class Meta(Plain.Meta):
        db_table = "pipeline_opportunity"


class Promise(Plain):
    """Something owed."""

    what = models.TextField()
    due_on = models.DateField()
    account = models.ForeignKey(Account, models.DO_NOTHING, related_name="promises")

    class Meta(Plain.Meta):
        db_table = "promises_promise"


LIVE = Account.objects.filter(binned_at__isnull=True)
BY_NAME = models.Func(models.F("name"), function="ft_fold")


def listed(request: HttpRequest) -> HttpResponse:
    """A hundred companies by name, or those whose name begins as asked."""
    rows = LIVE.order_by(BY_NAME, "id")
    if typed := request.GET.get("q"):
        rows = rows.annotate(folded=BY_NAME).filter(folded__gte=typed.lower(), folded__lt=typed.lower() + "\U0010ffff")
    return render(request, "list.html", {"rows": rows[:100], "count": rows[:10_000].count()})


def record(request: HttpRequest, ref: str) -> HttpResponse:
    """A company with its people, deals and promises."""
    found = get_object_or_404(LIVE, ref=ref)
    parts = {name: getattr(found, name).order_by("-id")[:8] for name in ("contacts", "deals", "promises")}
    return render(request, "record.html", {"record": found, **parts})


def offered(request: HttpRequest) -> JsonResponse:
    """Up to twelve companies whose name begins as typed."""
    typed = request.GET.get("q", "").lower()
    rows = LIVE.annotate(folded=BY_NAME).filter(folded__gte=typed, folded__lt=typed + "\U0010ffff").order_by(BY_NAME)
    return JsonResponse([{"value": row.ref, "label": row.name} for row in rows[:12]], safe=False)


def field(request: HttpRequest, ref: str) -> HttpResponse:
    """The city to change, and the changed one."""
    with transaction.atomic():
        found = get_object_or_404(LIVE.select_for_update() if request.method == "POST" else LIVE, ref=ref)
        if request.method == "POST":
            _acting()
            found.city = request.POST["city"]
            found.save(update_fields=["city"])
    return render(request, "field.html", {"record": found})


def _acting() -> None:
    given: dict[str, Any] = {"verb": "edit", "actor_name": "bare", "surface": "web", "run": str(uuid.uuid4())}
    with connection.cursor() as cursor:
        for name, value in given.items():
            cursor.execute("SELECT set_config(%s, %s, true)", [f"followthrough.{name}", value])
        cursor.execute("SELECT set_config('followthrough.now', now()::text, true)")


def notices(request: HttpRequest) -> HttpResponse:
    """What was told lately."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM notify_notice WHERE user_id = 1")
        return render(request, "notices.html", {"count": cursor.fetchone()[0]})


def board(request: HttpRequest) -> HttpResponse:
    """The open deals by stage with their sums, twenty cards each."""
    sums = Deal.objects.filter(binned_at__isnull=True, state="open").values("stage_id")
    lanes = [
        (
            one,
            Deal.objects.filter(stage_id=one["stage_id"], state="open").select_related("account").order_by("-id")[:20],
        )
        for one in sums.annotate(count=Count("id"), sum=Sum("amount"))
    ]
    return render(request, "board.html", {"lanes": lanes})


def download(request: HttpRequest) -> HttpResponse:
    """Companies whose name begins as asked, as CSV."""
    typed, answer = request.GET.get("q", "").lower(), HttpResponse(content_type="text/csv")
    out = csv.writer(answer)
    rows = LIVE.annotate(folded=BY_NAME).filter(folded__gte=typed, folded__lt=typed + "\U0010ffff")
    out.writerows(rows.values_list("ref", "name", "kind", "status", "city", "phone"))
    return answer


urlpatterns = [
    path("accounts/", listed),
    path("accounts/export.csv", download),
    path("accounts/<slug:ref>/", record),
    path("accounts/<slug:ref>/field/city", field),
    path("choose/accounts.account", offered),
    path("palette", offered),
    path("notices", notices),
    path("pipeline/", board),
]
application = get_wsgi_application()
