"""Download a list as it stands on the page."""

from django.http import FileResponse, HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase

from followthrough.kernel import clock
from followthrough.kernel.exchange.exporting import export_csv, export_xlsx
from followthrough.web.addresses import asked_of, filters_asked
from followthrough.web.frame import actor_of_request
from followthrough.web.lists import listed_type

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def export(request: HttpRequest, plural: str, form: str) -> HttpResponseBase:
    """The rows of the list with its filters and order, as `xlsx` or `csv`; of chosen columns only these."""
    actor = actor_of_request(request)
    kind = listed_type(plural, actor)
    asked = asked_of(request.GET)
    narrowing, sort = filters_asked(kind, asked), asked.get("sort", "")
    columns = [one for one in asked.get("columns", "").split(",") if one]
    name = f"{kind.plural}-{clock.today(actor.zone):%Y-%m-%d}.{form}"
    if form == "xlsx":
        content = export_xlsx(kind, actor, narrowing, now=clock.now(), sort=sort, columns=columns)
        return FileResponse(content, as_attachment=True, filename=name, content_type=XLSX)
    response = StreamingHttpResponse(
        export_csv(kind, actor, narrowing, sort=sort, columns=columns), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
