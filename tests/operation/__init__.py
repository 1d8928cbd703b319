"""The desk in operation: how it starts, stops, is killed, and what its database lets whom do."""
