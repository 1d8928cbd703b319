"""A real sales team's book comes in as it is, and every figure shown is the one in its files."""
