"""Money, periods, quantities and references: plain Python, no Django."""
