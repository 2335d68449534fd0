"""The real book as built, once a test run however many processes share the tests."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

import pytest

import build_book


def real_site(factory: pytest.TempPathFactory) -> Path:
    """The real book, built strictly in both languages by whoever asks first."""
    base = factory.getbasetemp()
    shared = (base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base) / "real"
    shared.mkdir(exist_ok=True)
    site = shared / "site"
    with (shared / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not site.exists():
            assert build_book.main(["--site", str(site)]) == 0
    return site
