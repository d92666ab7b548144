"""Training plans themselves: what they lack, whom they are for, and when they came."""
