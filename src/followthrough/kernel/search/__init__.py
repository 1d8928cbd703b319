"""One index over all records and filed texts: kept by the database itself, read only together with who may see what."""
