"""What setting one paper may take; all of it house values."""

MEBIBYTE = 1024 * 1024

CHILD_MEMORY = 1_536 * MEBIBYTE
CHILD_CPU_SECONDS = 20
# From the question to the last byte, waiting for others' papers included.
SECONDS = 40.0
# Papers that one process has set at a time.
AT_A_TIME = 2
# Characters of one text; what is longer is cut, and says so.
TEXT = 600
# Characters without a blank that a table's cell and a list's line take; what is longer is broken.
CELL_RUN = 24
LINE_RUN = 90
