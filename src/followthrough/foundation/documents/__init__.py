"""Documents: what was filed, under which customer and about what, each version kept as it was."""
