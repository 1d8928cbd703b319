"""Fields people declare for their own house; they stand beside the built-in ones everywhere."""
