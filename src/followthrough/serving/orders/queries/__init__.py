"""Reads of orders: agreed prices, what is owed when, how an order stands, credit."""
