"""What the house knows of one person: handed out on request, and erased everywhere, with what is kept and why."""
