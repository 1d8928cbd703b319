"""Who may do what: actors, roles, permissions. It only decides; people live in `kernel/people`."""
