"""The outside issuer of access tokens: where its keys are, and reading them."""
