"""Deliveries: the week by department, digests, what customers say of them, make-goods, and the week's credit."""
