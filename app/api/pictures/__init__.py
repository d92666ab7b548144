"""Pictures as pages: drawn for who rather looks than reads, with the same numbers beside them."""
