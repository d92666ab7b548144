"""The feeds' routes: how fresh each is, what its runs came to, and what is kept aside."""
