"""Settings, addresses, the list of areas, the embedded database: how the house is put together."""
