"""A browser, a server on this machine, and the real book that both show."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.reader import AXE, Reader
from tests.real import real_site

# Debian and Ubuntu name it one way or the other.
BROWSERS = ("chromium", "google-chrome", "chromium-browser")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


class _Silent(SimpleHTTPRequestHandler):
    """Serves files and writes no log."""

    def log_message(self, format: str, *args: object) -> None:
        return


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return real_site(tmp_path_factory)


@pytest.fixture(scope="session")
def web(site: Path) -> Iterator[str]:
    """The address under which the book is served."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Silent, directory=str(site))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests of a process."""
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    assert path, "chromium is not installed: `make test` installs it, or names what is missing"
    assert AXE.is_file(), "the npm packages of tests/browser are not installed: run `make test`"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def readers(browser: Browser, web: str) -> Iterator[dict[str, Reader]]:
    """Readers by screen and scheme, each with one page that goes from address to address."""
    made = {
        f"{width} {scheme}": Reader.open(browser, web, width=width, color_scheme=scheme)
        for width in (390, 1280)
        for scheme in ("light", "dark")
    }
    yield made
    for reader in made.values():
        reader.close()


@pytest.fixture
def desk(browser: Browser, web: str) -> Iterator[Reader]:
    """A fresh reader with a mouse and a keyboard."""
    reader = Reader.open(browser, web, width=1280)
    yield reader
    reader.close()


@pytest.fixture
def phone(browser: Browser, web: str) -> Iterator[Reader]:
    """A fresh reader with a touch screen."""
    reader = Reader.open(browser, web, width=390, has_touch=True, is_mobile=True)
    yield reader
    reader.close()
