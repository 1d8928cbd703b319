"""The fault, access and injection battery: docs/develop/battery.md says which check is shown by which test."""
