"""The ways to look at a list, tried out on the pipeline's deals."""
