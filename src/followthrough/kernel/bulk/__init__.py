"""Many records at once: chosen, looked at before, changed in sets, taken back with one undo."""
