"""The words of letters: gaps that are offered are filled, everything else is text, whatever it looks like."""

import time

import pytest

from followthrough.kernel.mail.letters import CODE_MARK
from followthrough.kernel.mail.looks import html_of
from followthrough.kernel.mail.models import MailTemplate
from followthrough.kernel.mail.templates import fill, letter_kinds, worded
from followthrough.kernel.records.problems import Invalid
from tests import cast

pytestmark = pytest.mark.django_db
GIVEN = {"name": "Hetty {code}", "code": "123456", "record": "Proof"}
LITERAL = [  # shown as it stands
    "{{ 7*7 }}", "{{7*7}}", "{{name}}", "{% for x in range(10**9) %}{% endfor %}", "{% debug %}", "{# note #}",
    "${7*7}", "${name}", "#{7*7}", "<%= 7*7 %>", "{0}", "{}", "{name!r}", "{name:>1000000000}", "{name.__class__}",
    "{name.__init__.__globals__[settings].SECRET_KEY}", "{event.__class__.__mro__}", "{name[0]}", "%(name)s", "%s%n",
    "{{''.__class__.__mro__[1].__subclasses__()}}", "{{ settings.SECRET_KEY }}", "[[${7*7}]]",
    "*{7*7}", "@(1+2)", "{{#with 'x'}}{{/with}}", "{{=<% %>=}}", "{" * 5_000, "{name" * 5_000, "Size {S} {1a} { name }",
]  # fmt: skip
UNKNOWN = ["{customer}", "Hello {nam}", "{secret}", "{company_name} {name}", "{settings}", "{php}echo 1{/php}"]


@pytest.fixture
def admin():
    return cast.as_actor(cast.person("Ada Admin", "admin"))


def written(admin, subject="Code", text="Hello {name}", **values):
    sent = {"key": "links.code", "language": "en", "subject": subject, "text": text, **values}
    return cast.does(admin, MailTemplate, "create", **sent)


@pytest.mark.parametrize("words", LITERAL)
def test_engine_syntax_is_shown_literally_in_subject_and_text(admin, words):
    began = time.process_time()
    assert fill(words, {"name": "Hetty", "code": "1"}) == words
    short = words[:200]
    written(admin, subject=f"A {short}", text=f"{{name}}: {short}")
    subject, text = worded("links.code", "en", {**GIVEN, "name": "Hetty"})
    assert (subject, text) == (" ".join(f"A {short}".split()), f"Hetty: {short}".strip())
    assert time.process_time() - began < 1


@pytest.mark.parametrize("words", UNKNOWN)
def test_unknown_gap_is_refused_when_saved_and_the_known_ones_named(admin, words):
    with pytest.raises(Invalid) as refused:
        written(admin, text=words)
    assert "You may use {name}, {code}, {record}, {company}." in str(refused.value.fields["text"])
    assert MailTemplate.objects.count() == 0


def test_value_that_holds_a_gap_is_not_read_again(admin):
    written(admin, text="Hello {name}, {code}")
    assert worded("links.code", "en", GIVEN)[1] == "Hello Hetty {code}, 123456"


def test_secret_never_stands_in_a_subject(admin):
    written(admin, subject="Your code {code}")
    assert worded("links.code", "en", {**GIVEN, "code": CODE_MARK})[0] == "Your code"


def test_words_are_those_of_the_language_until_somebody_writes_others_and_can_be_put_back(admin):
    came = worded("links.code", "es", GIVEN)
    assert came[0].startswith("Su código para")
    outcome = written(admin, subject="Código", text="{code}", language="es")
    assert worded("links.code", "es", GIVEN) == ("Código", "123456")
    assert worded("links.code", "fr", GIVEN)[0].startswith("Your code for")
    cast.does(admin, MailTemplate, "delete", outcome.ref)
    assert worded("links.code", "es", GIVEN) == came


def test_every_letter_that_came_with_the_house_fills_all_its_gaps():
    for kind in letter_kinds():
        for language in kind.texts:
            subject, text = worded(kind.key, language, dict.fromkeys(kind.fields, "Value"))
            assert "{" not in subject + text and subject and text


def test_html_of_a_letter_escapes_every_word():
    hostile = '<script>alert(1)</script> "quoted" <img src=x onerror=1>\n\nGo <b>: https://a.example/?a=1&b="x'
    html = html_of(hostile, hostile, company="<b>Acme</b>", language="en")
    assert "<script" not in html and "<img" not in html and "<b>" not in html
    assert html_of("S", "Open it: https://a.example/x", company="A", language="en").count(">Open it</a>") == 1
