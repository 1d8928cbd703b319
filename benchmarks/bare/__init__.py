"""The same few pages in bare Django, over the same tables: what the house's pages are measured against."""
