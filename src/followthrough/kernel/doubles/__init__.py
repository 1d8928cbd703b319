"""The same thing twice: found while it is typed and in what is there, told apart, merged and given back."""
