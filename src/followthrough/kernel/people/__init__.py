"""The people of the house: users, teams, territories, keys, and how they sign in."""
