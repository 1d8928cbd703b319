"""Natural numbers such as A-0017 or D-2026-0104: without doubles, under any number of writers."""
