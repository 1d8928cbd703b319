"""What it costs: price books, their editions, and volume tiers."""
