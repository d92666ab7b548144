"""Use cases of the mandate: evaluated, told, explained, asked of the past and of what if."""
