"""What is pushed to SPARROW: instances, outboxes, filings and receipts."""
