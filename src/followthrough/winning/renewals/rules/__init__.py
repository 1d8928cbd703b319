"""What of renewals is decided on plain values: rungs of the heads-up, next prices, retention."""
