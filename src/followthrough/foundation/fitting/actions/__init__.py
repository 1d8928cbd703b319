"""What is done with attributes, data sheets and tables of parts."""

from followthrough.foundation.fitting.actions.describing import describe_product
from followthrough.foundation.fitting.actions.tables import match_part_table, put_in_part_table, upload_part_table
from followthrough.foundation.fitting.actions.tidying import (
    clean_attribute,
    clean_condition,
    clean_cross,
    clean_family,
    clean_family_attribute,
    clean_rule,
)

__all__ = [
    "clean_attribute",
    "clean_condition",
    "clean_cross",
    "clean_family",
    "clean_family_attribute",
    "clean_rule",
    "describe_product",
    "match_part_table",
    "put_in_part_table",
    "upload_part_table",
]
