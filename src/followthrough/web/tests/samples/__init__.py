"""Believable pages after the mocks in design/: what the tests render and the sample desk serves."""

from followthrough.web.tests.samples.forms import conflict, invalid, new_account
from followthrough.web.tests.samples.lists import accounts
from followthrough.web.tests.samples.records import juniper
from followthrough.web.tests.samples.sheet import Sheet

SHEETS: tuple[Sheet, ...] = (accounts(), juniper(), new_account(), invalid(), conflict())
