"""Everything that ever changed: written by the database itself, append-only for the application."""
