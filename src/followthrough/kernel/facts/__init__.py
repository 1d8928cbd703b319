"""What happened, told upward: an outbox row per fact, delivered to listeners by jobs, at least once."""
