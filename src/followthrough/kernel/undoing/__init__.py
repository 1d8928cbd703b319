"""Very large deeds taken back behind the page: all of it or nothing, followed and stopped from a page of its own."""
