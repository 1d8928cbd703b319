"""The kernel knows no business word: records, actions and what every area gets from them."""
