"""What is done with library items and sales packs."""

from followthrough.reaching.collateral.actions.publishing import publish_item, reinstate_item, retire_item

__all__ = ["publish_item", "reinstate_item", "retire_item"]
