"""What people add to any record: notes and attached files."""
