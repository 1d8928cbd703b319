"""Background work on the same database: enqueued in the caller's transaction, retried, seen on a page."""
