"""The quote's editor and paper, its versions side by side, and the products and rows that go into it."""

from django.urls import path

from followthrough.winning.quotes.pages import adding, editor, saving, versions

urlpatterns = [
    path("quotes/<slug:ref>/", editor.editor_page),
    path("quotes/<slug:ref>/lines", saving.change_line),
    path("quotes/<slug:ref>/arrange", saving.arrange_line),
    path("quotes/<slug:ref>/add", adding.add_line),
    path("quotes/<slug:ref>/rows", adding.paste_rows),
    path("quotes/<slug:ref>/versions", versions.compare_versions),
]
