"""What the memoranda say, as pure functions over plain values."""
