"""The OpenAPI 3.1 document, made from the same list of addresses that Django serves."""
