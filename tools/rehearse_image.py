"""Rehearses the Dockerfile's steps without Docker, in a folder that stands for the image."""

import argparse
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[1]
PYTHON = re.compile(r"python:(3\.[0-9]+)")
STEP_SECONDS = 900
# How this machine reaches packages is its own affair, in the rehearsal as in a build.
ROAD_TO_PACKAGES = re.compile(r"PIP_.*|SSL_CERT_.*|REQUESTS_CA_BUNDLE|.*_(PROXY|proxy)")
# Asks for help once as who we are, so that all is loaded from a Python that root alone may reach,
# and then as the image's account: what counts is that the service needs no more rights than that.
AS_ACCOUNT = """
import contextlib, io, os, sys
from importlib.metadata import entry_points
import app.main
(found,) = entry_points(group="console_scripts", name="karmasetu")
command = found.load()
sys.argv, account = ["karmasetu", "--help"], int(sys.argv[1])
with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):
    command()
if os.geteuid() == 0:
    os.setgroups([]); os.setgid(account); os.setuid(account)
assert os.geteuid() != 0
sys.exit(command())
"""


class RehearsalError(RuntimeError):
    """A step of the Dockerfile failed, or is one that can't be rehearsed."""


@dataclass(slots=True)
class Stage:
    """A stage of the image: its folder, its Python, where it stands, what its steps see."""

    folder: Path
    interpreter: Path
    workdir: str = "/"
    environment: dict[str, str] = field(default_factory=dict)
    account: str = "0"

    def inside(self, path: str) -> Path:
        """Return where a path of the image lies in the rehearsal."""
        return self.folder / str(Path(self.workdir, path)).lstrip("/")

    def word(self, word: str) -> str:
        """Translate one word of a command: the image's Python, an absolute path, or as it is."""
        if word == "python":
            return str(self.interpreter)
        return str(self.inside(word)) if word.startswith("/") else word


class Rehearsal:
    """Follows the instructions of a Dockerfile, one by one."""

    def __init__(self, scratch: Path, python: str) -> None:
        self._scratch = scratch
        self._python = python
        self._stages: dict[str, Stage] = {}
        self._stage: Stage | None = None

    @property
    def stage(self) -> Stage:
        """The stage being built; raises RehearsalError before the first FROM."""
        if self._stage is None:
            raise RehearsalError("the Dockerfile does not begin with FROM")
        return self._stage

    def follow(self, instruction: str, rest: str) -> None:
        """Carry out one instruction; raises RehearsalError when it fails or isn't known."""
        steps = {
            "FROM": self._from,
            "ENV": self._env,
            "WORKDIR": self._workdir,
            "USER": self._user,
            "COPY": self._copy,
            "RUN": self._run,
        }
        if instruction in steps:
            steps[instruction](rest)
        elif instruction not in {"EXPOSE", "HEALTHCHECK", "CMD"}:
            raise RehearsalError(f"{instruction} can't be rehearsed")

    def _from(self, rest: str) -> None:
        name = rest.partition(" AS ")[2] or "final"
        folder = self._scratch / name
        venv = folder / "image-python"
        quietly([self._python, "-m", "venv", str(venv)], self._scratch, {})
        self._stage = self._stages[name] = Stage(folder, venv / "bin" / "python")

    def _env(self, rest: str) -> None:
        pairs = (word.split("=", 1) for word in shlex.split(rest))
        self.stage.environment.update({name: value for name, value in pairs if name != "PATH"})

    def _workdir(self, rest: str) -> None:
        self.stage.workdir = rest
        self.stage.inside(".").mkdir(parents=True, exist_ok=True)

    def _user(self, rest: str) -> None:
        self.stage.account = rest.partition(":")[0]

    def _copy(self, rest: str) -> None:
        words = shlex.split(rest)
        options = [word for word in words if word.startswith("--")]
        *origins, target = [word for word in words if not word.startswith("--")]
        source = next((item[7:] for item in options if item.startswith("--from=")), None)
        for origin in origins:
            start = self._stages[source].inside(origin) if source else ROOT / origin
            place(start, self.stage.inside(target), into=target.endswith("/") and start.is_file())

    def _run(self, rest: str) -> None:
        for command in rest.split("&&"):
            print(f"  RUN {' '.join(command.split())}", flush=True)
            words = [self.stage.word(word) for word in shlex.split(command)]
            quietly(words, self.stage.inside("."), self.stage.environment)


def place(start: Path, target: Path, *, into: bool) -> None:
    """Copy a file or the contents of a folder as COPY does; raises RehearsalError if missing."""
    if not start.exists():
        raise RehearsalError(f"COPY: there is no {start.name}")
    if start.is_dir():
        skipped = shutil.ignore_patterns("__pycache__", "*.pyc")
        shutil.copytree(start, target, symlinks=True, dirs_exist_ok=True, ignore=skipped)
        return
    folder = target if into else target.parent
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy2(start, target)


def quietly(command: Sequence[str], folder: Path, environment: dict[str, str]) -> str:
    """Run a step with nothing of the clone's environment in sight; RehearsalError if it fails."""
    kept = {name: value for name, value in os.environ.items() if ROAD_TO_PACKAGES.fullmatch(name)}
    kept |= {"PATH": "/usr/bin:/bin", "HOME": str(folder), "LC_ALL": "C.UTF-8", **environment}
    done = subprocess.run(
        command,
        check=False,
        cwd=folder,
        env=kept,
        capture_output=True,
        text=True,
        timeout=STEP_SECONDS,
    )
    if done.returncode != 0:
        raise RehearsalError((done.stderr or done.stdout).strip() or "a step failed in silence")
    return done.stdout


def instructions(text: str) -> Iterator[tuple[str, str]]:
    """Yield each instruction with the rest of its line, continuations joined, comments dropped."""
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
    for line in "\n".join(lines).replace("\\\n", " ").splitlines():
        if line.strip():
            word, _, rest = line.strip().partition(" ")
            yield word.upper(), rest.strip()


def interpreter(text: str) -> str:
    """Choose the Python of the Dockerfile's version if the machine has it, else this one."""
    version = PYTHON.search(text)
    named = shutil.which(f"python{version[1]}") if version else None
    if named is None:
        return sys.executable
    # A version manager's placeholder is found, and fails.
    works = subprocess.run([named, "-c", ""], check=False, capture_output=True).returncode == 0
    return named if works else sys.executable


def main() -> int:
    """Rehearse and say what came of it; return 1 when a step failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--python", help="the Python that stands for the image's")
    text = (ROOT / "Dockerfile").read_text("utf-8")
    python = parser.parse_args().python or interpreter(text)
    print(f"image rehearsal with {python}")
    with tempfile.TemporaryDirectory(prefix="karmasetu-image-") as scratch:
        Path(scratch).chmod(0o755)
        try:
            print(f"  {rehearse(text, Rehearsal(Path(scratch), python))}")
        except (RehearsalError, OSError, subprocess.TimeoutExpired) as fault:
            print(f"image rehearsal failed: {fault}", file=sys.stderr)
            return 1
    print("image rehearsal: every step ran, the application imports, the command answers")
    return 0


def rehearse(text: str, rehearsal: Rehearsal) -> str:
    """Follow every instruction, then ask the command for help; return what it said first."""
    for instruction, rest in instructions(text):
        rehearsal.follow(instruction, rest)
    said = run_command(rehearsal.stage).strip().splitlines()
    return f"karmasetu --help as {rehearsal.stage.account}: {said[0].strip()}"


def run_command(stage: Stage) -> str:
    """Ask the final stage's command for help as its account; RehearsalError unless it answers."""
    if stage.account == "0":
        raise RehearsalError("the final stage runs as root")
    python = str(stage.inside("/opt/karmasetu/bin/python"))
    return quietly([python, "-c", AS_ACCOUNT, stage.account], stage.inside("."), stage.environment)


if __name__ == "__main__":
    sys.exit(main())
