"""Which columns the panels of contracts and amendments show of their parts."""

LINE = ("description", "quantity", "unit_price", "discount", "charged", "amount")
OWED = ("name", "kind", "department", "person", "quantity", "often", "first_on")
SINCE = ("effective_from", "effective_until")
