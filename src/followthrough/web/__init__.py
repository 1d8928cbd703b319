"""The pages: generic; they know the kernel, never an area by name."""
