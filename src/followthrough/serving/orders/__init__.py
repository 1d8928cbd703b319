"""Orders: what customers ordered, from the signed contract's paper to the last delivery."""
