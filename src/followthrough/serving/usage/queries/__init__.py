"""What is read of usage more than once."""
