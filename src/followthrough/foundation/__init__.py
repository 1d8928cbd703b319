"""Who, what, when, on which paper: accounts, catalogue, calendar."""
