"""A file that several processes have open as one, each of which reads on from its own place."""

import io
import os


class Placed(io.RawIOBase):
    """Reads a file by its descriptor, and keeps where it is to itself."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._place = 0

    def readable(self) -> bool:
        """Return that it is."""
        return True

    def seekable(self) -> bool:
        """Return that it is."""
        return True

    def readinto(self, into: memoryview) -> int:  # type: ignore[override]
        """Read as many bytes as there is room for and the file has left; return how many."""
        read = os.pread(self._descriptor, len(into), self._place)
        into[: len(read)] = read
        self._place += len(read)
        return len(read)

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Go to a place counted from the start, from here or from the end; return it."""
        end = os.fstat(self._descriptor).st_size
        self._place = {os.SEEK_SET: 0, os.SEEK_CUR: self._place, os.SEEK_END: end}[whence] + offset
        return self._place
