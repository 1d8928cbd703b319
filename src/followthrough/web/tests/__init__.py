"""Every template rendered with believable shapes; the shapes are for looking at, never shipped as the product's own."""
