"""What people do with the desk, from the first key to the last, in a real browser."""
