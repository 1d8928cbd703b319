"""What benchmarks stand on: a house of their own in a scratch folder, and the real files beside the checkout."""
