"""Collateral: what we show customers, in numbered editions, put together into sales packs."""
