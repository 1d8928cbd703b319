"""The command line: any record and any action, by the same doors as the pages."""
