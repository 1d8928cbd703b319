"""What departments owe in a week, how much room their days have, what customers said, and the week's credit."""
