"""The ways to look at a list of records: table, board, calendar, timeline; all say in the address what they show."""
