"""What must be approved before it goes out: rules, questions to whoever decides, and what their answers cover."""
