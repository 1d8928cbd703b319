"""Files in and out: reads any table a customer sends, understands its cells, writes tables that come back unchanged."""
