"""Letters: what leaves the house by mail, and what came back."""
