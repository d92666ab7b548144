"""Every operation asked by everybody, of their own and of others', held to the table."""
