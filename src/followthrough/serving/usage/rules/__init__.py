"""What usage decides on plain values: what an event says, what a period allows, where it leads; no Django, no clock."""
