"""What customers take, against what they committed to: meters, events, commitments in use, data refreshes."""
