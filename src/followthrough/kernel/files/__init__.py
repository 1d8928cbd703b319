"""Where file contents lie: under their hash, never under a name somebody typed."""
