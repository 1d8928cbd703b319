"""Jobs, tried on the real queue."""
