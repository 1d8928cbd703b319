"""What is read of placements and slots."""
