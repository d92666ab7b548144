"""What the documents say, held to the rules, the code and the tests that they name."""
