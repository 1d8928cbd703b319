"""What was sold comes true: orders, deliveries, usage, placements and billing."""
