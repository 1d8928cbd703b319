"""Papers: what is printed or sent as a PDF, set in type from our own templates and plain data."""
