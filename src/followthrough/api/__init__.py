"""The REST API, made from the registry of records and actions."""
