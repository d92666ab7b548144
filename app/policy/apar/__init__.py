"""What the APAR shows and how it is proved: the entry, its annexure, filings, seals."""
