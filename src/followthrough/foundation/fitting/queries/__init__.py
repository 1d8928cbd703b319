"""What is known of parts: their values, what fits, what contradicts itself."""
