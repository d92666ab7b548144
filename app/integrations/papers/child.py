"""Sets one paper: data as JSON on standard input, the PDF on standard output, under limits.

The process knows no database and no key, and is ended by the system when it takes too much.
"""

import resource
import sys
from importlib.resources import as_file, files

import typst

from app.integrations.papers import limits


def main() -> int:
    """Read standard input to its end and write the paper; return 0, or 1 for one that can't be."""
    resource.setrlimit(resource.RLIMIT_AS, (limits.CHILD_MEMORY, limits.CHILD_MEMORY))
    cpu = limits.CHILD_CPU_SECONDS
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    data: str = sys.stdin.buffer.read().decode()
    try:
        with as_file(files(__package__).joinpath("annexure.typ")) as template:
            paper = typst.compile(
                str(template),
                format="pdf",
                root=str(template.parent),
                font_paths=[str(files("fontpkg_mukta").joinpath("files"))],
                ignore_system_fonts=True,
                sys_inputs={"data": data},
                # Accessible, and for keeping: tagged, fonts within (ISO 14289-1, 19005-2 A).
                pdf_standards=["ua-1", "a-2a"],
            )
    except (typst.TypstError, MemoryError):
        return 1
    sys.stdout.buffer.write(paper)
    return 0


if __name__ == "__main__":
    sys.exit(main())
