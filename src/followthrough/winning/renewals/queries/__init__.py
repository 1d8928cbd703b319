"""What is asked about renewals: what expires, what a term came to, what was retained."""
