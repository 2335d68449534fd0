"""Runs the exercise scripts beside the rest of a build, so that their pages show what they print today.

A thin adapter: what a script's parts are is decided in `review.teaching.scripts`.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterable, Mapping
from functools import cached_property
from importlib.metadata import version
from pathlib import Path

from review.evidence.model import FOLDER as DATA
from review.problems import Problem, shown
from review.teaching.scripts import FOLDER, Script, printed


class Runs:
    """Scripts that were started, and what they print once somebody asks."""

    def __init__(self, root: Path, scripts: Iterable[Script]) -> None:
        """Starts the scripts, each on the data of the project at `root`."""
        known = list(scripts)
        self._names = {script.slug: f"{FOLDER}/{script.name}.py" for script in known}
        data = _digest(sorted((root / DATA).glob("*.csv"))) if known else b""
        # A script prints the same from the same data: what it printed is kept beside the other parts of a build.
        self._kept = {
            script.slug: root / "build/exercises" / f"{_digest([root / self._names[script.slug]], data).hex()}.txt"
            for script in known
        }
        environment = {**os.environ, "PYTHONHASHSEED": "0", "PYTHONIOENCODING": "utf-8", "PYTHONDONTWRITEBYTECODE": "1"}
        self._running = {
            script.slug: subprocess.Popen(
                [sys.executable, str(root / FOLDER / f"{script.name}.py"), str(root / DATA)],
                cwd=root,
                env=environment,
                encoding="utf-8",
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
            )
            for script in known
            if not self._kept[script.slug].is_file()
        }

    @cached_property
    def _finished(self) -> Mapping[str, tuple[str, str, int]]:
        told = {name: process.communicate() for name, process in self._running.items()}
        for name, process in self._running.items():
            if not process.returncode:
                self._keep(name, told[name][0])
        ran = {name: (*told[name], process.returncode) for name, process in self._running.items()}
        kept = {name: (path.read_text(encoding="utf-8"), "", 0) for name, path in self._kept.items() if name not in ran}
        return {name: {**ran, **kept}[name] for name in self._names}

    def _keep(self, name: str, out: str) -> None:
        path = self._kept[name]
        path.parent.mkdir(parents=True, exist_ok=True)
        # Two languages may be built side by side.
        part = path.with_suffix(f".{os.getpid()}")
        part.write_text(out, encoding="utf-8")
        part.replace(path)

    @property
    def outputs(self) -> dict[str, dict[str, str]]:
        """What each script printed, by script and part."""
        return {name: printed(out) for name, (out, _, _) in self._finished.items()}

    @property
    def problems(self) -> list[Problem]:
        """Each script that did not come to its end (rule TEACH-1)."""
        return [
            Problem(
                self._names[name],
                0,
                "TEACH-1",
                shown(error.strip().splitlines()[-1] if error.strip() else f"exit status {status}", 200),
                "a script that runs on the data",
                "run it, and mend it or the rows that it reads",
            )
            for name, (_, error, status) in self._finished.items()
            if status
        ]


def _digest(paths: Iterable[Path], start: bytes = b"") -> bytes:
    """What the contents of files come to, on top of a digest of others and of the library that reads them."""
    found = hashlib.sha256(start + version("pandas").encode())
    for path in paths:
        found.update(path.read_bytes())
    return found.digest()
