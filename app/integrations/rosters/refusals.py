"""Why a file can't be taken as a roster, as a stable code; told to the sender in words."""

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "archive": "The workbook's archive is damaged, or is none.",
    "archive-entries": "The archive holds too many files for a workbook.",
    "archive-nested": "The archive holds another archive.",
    "archive-size": "The workbook unpacks to more than a roster can hold.",
    "cell": "A cell holds more than 8,192 characters, or its quote never closes.",
    "columns": "The roster has more than 200 columns.",
    "empty": "The file holds no headings.",
    "encoding": "The file is neither UTF-8, UTF-16 nor Windows-1252.",
    "encrypted": "The file is encrypted, or is a workbook of the old binary form: save it as XLSX.",
    "json": "The JSON is not a list of flat objects.",
    "limits": "Reading the file took more memory or time than a roster needs.",
    "nul": "The file holds NUL characters.",
    "quote": "A quote is opened and never closed, or something follows a closed one.",
    "rows": "The roster has more than 1,000,000 rows.",
    "reader": "The file can't be read.",
    "workbook": "The workbook can't be read.",
}
# What is too much, rather than wrong.
TOO_LARGE = frozenset({"archive-entries", "archive-size", "cell", "columns", "limits", "rows"})


class RefusedFileError(Exception):
    """The whole file is refused; ``code`` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(SENTENCES[code])
        self.code = code
