"""What is asked about contracts: their terms and parts on a day, their money, where they lie, what was changed."""
