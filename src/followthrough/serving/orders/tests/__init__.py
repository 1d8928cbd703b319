"""Orders, tried."""
