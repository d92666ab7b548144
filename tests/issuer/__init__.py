"""An outside issuer of tokens, as a server of its own, and what is believed of it."""
