"""What follows from attributes and values alone: no database, no clock."""
