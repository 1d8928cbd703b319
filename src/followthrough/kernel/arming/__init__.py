"""Whether this house may act outside: a restored copy may not, until somebody says so."""
