"""Papers for the file: PDFs in English and Hindi, set by a child process, the same each time."""
