"""What Lighthouse says of each kind of page on a slow phone; part of `make bench`. Needs the npm packages of `tests/browser`."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from bench_browser import BROWSERS

CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
# One page of each kind. The page for what is not found is not meant to be found.
KINDS = {
    "home, English": "index.html",
    "home, Chinese": "zh/index.html",
    "chapter": "therapies/hyperthermia.html",
    "long table": "evidence/results.html",
    "explorer": "evidence/explorer.html",
    "glossary": "reference/glossary.html",
    "bibliography": "reference/bibliography.html",
    "summary": "summary.html",
    "questions": "questions.html",
    "not found": "404.html",
}
# Nothing but this machine can be reached, and nothing is asked for in the background.
_FLAGS = (
    "--headless=new --no-sandbox --disable-gpu --disable-background-networking --disable-component-update "
    "--disable-sync --no-first-run --host-resolver-rules='MAP * ~NOTFOUND , EXCLUDE 127.0.0.1'"
)
_TEXT = (".html", ".css", ".js", ".json", ".svg", ".xml", ".csv", ".txt")


class _Compressing(SimpleHTTPRequestHandler):
    """Serves files as a server on the web does: text compressed, connections kept, no log."""

    protocol_version = "HTTP/1.1"
    # Else the end of each answer waits for the browser's word that it has its beginning.
    disable_nagle_algorithm = True

    def log_message(self, format: str, *args: object) -> None:
        return

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        if path.suffix not in _TEXT or not path.is_file() or "gzip" not in self.headers.get("Accept-Encoding", ""):
            super().do_GET()
            return
        content = _compressed(path)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)) + "; charset=utf-8")
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Cache-Control", "max-age=600")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


@cache
def _compressed(path: Path) -> bytes:
    return gzip.compress(path.read_bytes(), 6, mtime=0)


@contextmanager
def served(site: Path) -> Iterator[str]:
    """The address under which a site is served on this machine."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Compressing, directory=str(site))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def report_of(address: str, modules: Path) -> dict[str, object]:
    """One run of Lighthouse on one page as a phone: its whole report."""
    browser = next(filter(None, map(shutil.which, BROWSERS)))
    command = [
        "node", str(modules / "lighthouse/cli/index.js"), address, "--quiet", "--output=json", "--output-path=stdout",
        "--no-enable-error-reporting", f"--only-categories={','.join(CATEGORIES)}", f"--chrome-flags={_FLAGS}",
    ]  # fmt: skip
    environment = {**os.environ, "CHROME_PATH": browser}
    run = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if run.returncode:
        raise RuntimeError(run.stderr[-2000:])
    found: dict[str, object] = json.loads(run.stdout)
    return found


def scores(report: dict[str, object]) -> dict[str, float]:
    """The points of a report by category, of a hundred."""
    categories = report["categories"]
    assert isinstance(categories, dict)
    return {name: round(categories[name]["score"] * 100) for name in CATEGORIES}


def measured_scores(site: Path, modules: Path, runs: int) -> dict[str, dict[str, list[float]]]:
    """By kind of page and category the points of each run; nothing where browser, node or Lighthouse is missing."""
    if not (modules / "lighthouse").is_dir() or not shutil.which("node") or not any(map(shutil.which, BROWSERS)):
        return {}
    found: dict[str, dict[str, list[float]]] = {}
    with served(site) as address:
        for kind, page in KINDS.items():
            if not (site / page).is_file():
                continue
            each = [scores(report_of(f"{address}/{page}", modules)) for _ in range(runs)]
            found[kind] = {name: [points[name] for points in each] for name in CATEGORIES}
    return found
