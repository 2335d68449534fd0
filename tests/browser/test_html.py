"""The built pages against the HTML standard, by the Nu validator."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from tests.browser.reader import MODULES

VALIDATOR = MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"


def test_every_page_is_valid_html(site: Path) -> None:
    assert shutil.which("java"), "java is not installed: `make test` installs it, or names what is missing"
    assert VALIDATOR.is_file(), "the npm packages of tests/browser are not installed: run `make test`"
    done = subprocess.run(
        ["java", "-jar", str(VALIDATOR), "--skip-non-html", "--errors-only", "--format", "gnu", "."],
        cwd=site,
        capture_output=True,
        text=True,
    )
    assert done.stderr == ""
    assert done.returncode == 0
