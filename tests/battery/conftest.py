"""What several checks of the battery stand on."""
