"""What is read of quotes more than once: their lines and totals, their content as the customer sees it."""
