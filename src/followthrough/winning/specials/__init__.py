"""What isn't on the shelf: requests to modify or standardise a part, and found parts put onto deals."""
