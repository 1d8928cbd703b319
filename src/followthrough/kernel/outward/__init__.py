"""The one guarded way out of the house: what asks another machine goes through here."""
