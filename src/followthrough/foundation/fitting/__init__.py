"""Which part fits: what parts measure, which go together, and how one is found by what is needed."""
