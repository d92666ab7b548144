"""What an ORM would make of the tables that a mandate is decided on."""
