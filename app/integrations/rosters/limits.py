"""What a roster's file may ask of us; all of it house values."""

MEBIBYTE = 1024 * 1024

FILE_BYTES = 100 * 1000 * 1000
ROWS = 1_000_000
COLUMNS = 200
# Characters of one cell: longer than any name or address, shorter than what an open quote swallows.
CELL = 8_192
ARCHIVE_ENTRIES = 1_000
ARCHIVE_BYTES = 1_024 * MEBIBYTE
# A workbook of a million unlike rows packs to a tenth; what packs to less than this is no roster.
ARCHIVE_RATIO = 200
CHILD_MEMORY = 3_072 * MEBIBYTE
CHILD_CPU_SECONDS = 120
# Text of so many bytes is read by two processes, which have half of the memory each.
SHARED_FROM = 16 * MEBIBYTE
# How long the child may take: it reports at least one chunk of rows in this time, or is ended.
SILENCE_SECONDS = 90.0
CHUNK_ROWS = 5_000
