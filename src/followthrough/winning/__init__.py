"""From interest to signature."""
