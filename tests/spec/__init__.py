"""Tables of examples that an office can read: one official a row, held against both engines."""
