"""What the arch rests on: promises."""
