"""What is done with deliveries beyond keeping them; the only room that writes what this area knows."""
