"""Outside links asked for over real connections, to a server on this machine that misbehaves in every way."""

from __future__ import annotations

import csv
import json
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import pytest

import links_online
from links_online import CACHE, REPORT, Manners

PAUSE = 0.02
MAKE = links_online.make_client
FAST = ["--rate", str(1 / PAUSE), "--timeout", "0.4", "--wait", "0.05"]


class Server(ThreadingHTTPServer):
    """Answers by the path asked for, and remembers when it was asked for what."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: dict[str, list[float]] = defaultdict(list)
        self.moments: list[float] = []
        self.under_way = 0
        self.most_under_way = 0
        self.closing = threading.Event()

    @property
    def base(self) -> str:
        """The address of the server."""
        return f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    """One reply."""

    server: Server

    def do_GET(self) -> None:
        server = self.server
        server.asked[self.path].append(time.monotonic())
        server.moments.append(time.monotonic())
        server.under_way += 1
        server.most_under_way = max(server.most_under_way, server.under_way)
        try:
            self._reply(len(server.asked[self.path]))
        except ConnectionError:
            pass
        finally:
            server.under_way -= 1

    def _reply(self, time_asked: int) -> None:
        base = self.server.base
        redirects = {
            "/lasting": (301, "/ok"),
            "/passing": (302, "/ok"),
            "/loop": (302, "/pool"),
            "/pool": (302, "/loop"),
            "/to-http": (302, f"{base}/ok"),
            "/10.1000/shut": (302, "https://publisher.net/shut"),
            "/bad-target": (302, "https://[x/"),
        }
        codes = {"/ok": 200, "/none": 404, "/down": 500, "/shut": 403}
        if self.path.startswith("/far/"):
            redirects[self.path] = (302, f"/far/{int(self.path[5:]) + 1}")
        if self.path == "/slow":
            self.server.closing.wait(5)
        if self.path == "/busy" and time_asked == 1:
            self._send(429, {"Retry-After": "1"})
        elif self.path in redirects:
            code, target = redirects[self.path]
            self._send(code, {"Location": target})
        else:
            self._send(codes.get(self.path, 200), {})

    def _send(self, code: int, headers: dict[str, str]) -> None:
        self.send_response(code)
        for name, value in {"Content-Length": "0", **headers}.items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


class Loopback(httpx.AsyncBaseTransport):
    """Leads every host and scheme to the server on this machine, so that nothing leaves it and no certificate is needed."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.plain = httpx.AsyncHTTPTransport()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        request.url = request.url.copy_with(scheme="http", host="127.0.0.1", port=self.port)
        return await self.plain.handle_async_request(request)

    async def aclose(self) -> None:
        await self.plain.aclose()


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield server
    server.closing.set()
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def root(tmp_path: Path, server: Server, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of sources; every connection made from it goes to the server."""
    monkeypatch.setattr(links_online, "make_client", lambda manners: MAKE(manners, Loopback(server.server_port)))
    (tmp_path / "docs/en").mkdir(parents=True)
    return tmp_path


def page(root: Path, *addresses: str) -> None:
    """Writes a page that names these addresses, one a line."""
    (root / "docs/en/index.md").write_text("".join(f"<{address}>\n" for address in addresses), encoding="utf-8")


def verdicts(root: Path) -> dict[str, str]:
    """The verdict of each address by its path, from the report."""
    with (root / REPORT).open(encoding="utf-8", newline="") as file:
        return {row["address"].split("/", 3)[3]: row["verdict"] for row in csv.DictReader(file)}


def run(root: Path, *options: str) -> int:
    """The command's exit status; in a thread of its own, because browser tests leave a loop running in the first."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(links_online.main, ["--root", str(root), *FAST, *options]).result()


def test_each_kind_of_answer_is_told(root: Path, server: Server, capsys: pytest.CaptureFixture[str]) -> None:
    base = server.base
    plain = ["ok", "lasting", "passing", "none", "busy", "down", "slow", "loop", "far/1", "shut", "bad-target"]
    page(root, *(f"{base}/{name}" for name in plain), "https://site.net/to-http", "https://doi.org/10.1000/shut")
    assert run(root) == 1
    assert verdicts(root) == {
        "ok": "ok",
        "lasting": "moved",
        "passing": "ok",
        "none": "broken",
        "busy": "ok",
        "down": "broken",
        "slow": "broken",
        "loop": "broken",
        "far/1": "broken",
        "shut": "refused",
        "bad-target": "broken",
        "to-http": "insecure",
        "10.1000/shut": "ok",
    }
    printed = capsys.readouterr()
    lines = printed.err.splitlines()
    assert f"docs/en/index.md:2: [LINK-5] found “{base}/lasting”: a lasting redirect, to “{base}/ok”" in printed.err
    assert any(line.startswith("docs/en/index.md:4: [LINK-3]") and "status 404" in line for line in lines)
    assert any("[LINK-4]" in line and "/to-http" in line for line in lines)
    assert "no answer within 0.4 seconds" in printed.err
    assert "a redirect loop" in printed.err
    assert "13 addresses: 6 broken, 1 insecure, 1 moved, 1 refused, 4 ok" in printed.out
    assert len(server.asked["/down"]) == len(server.asked["/slow"]) == 4
    assert len(server.asked["/none"]) == 1
    first, second = server.asked["/busy"]
    assert second - first >= 1, "the server asked for a second"


def test_a_host_is_asked_one_question_at_a_time(root: Path, server: Server) -> None:
    page(root, *(f"{server.base}/ok?{number}" for number in range(10)))
    assert run(root) == 0
    gaps = [later - earlier for earlier, later in zip(server.moments, server.moments[1:], strict=False)]
    assert server.most_under_way == 1
    assert len(gaps) == 9
    assert sum(gaps) >= PAUSE * 6, "a busy machine may bring questions together, but not all of them"


def test_good_answers_are_not_asked_for_again(root: Path, server: Server) -> None:
    page(root, f"{server.base}/ok", f"{server.base}/none")
    assert run(root) == 1
    assert run(root) == 1
    assert (len(server.asked["/ok"]), len(server.asked["/none"])) == (1, 2)
    assert run(root, "--fresh") == 1
    assert len(server.asked["/ok"]) == 2
    assert list(json.loads((root / CACHE).read_text(encoding="utf-8"))) == [f"{server.base}/ok"]


@pytest.mark.parametrize("text", ["{", "[]", "\0"])
def test_a_broken_cache_is_made_anew(root: Path, server: Server, text: str) -> None:
    page(root, f"{server.base}/ok")
    (root / CACHE).parent.mkdir()
    (root / CACHE).write_text(text, encoding="utf-8")
    assert run(root) == 0
    assert list(json.loads((root / CACHE).read_text(encoding="utf-8"))) == [f"{server.base}/ok"]


def test_the_front_pages_of_the_project_are_asked_about_too(root: Path, server: Server) -> None:
    (root / "README.md").write_text(f"<{server.base}/none>", encoding="utf-8")
    assert run(root) == 1
    assert verdicts(root) == {"none": "broken"}


def test_a_host_that_does_not_answer_is_broken(root: Path, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    # A port to which nobody listens: the transport leads every address there.
    monkeypatch.setattr(links_online, "make_client", lambda manners: MAKE(manners, Loopback(1)))
    page(root, f"{server.base}/ok")
    assert run(root) == 1
    assert verdicts(root) == {"ok": "broken"}


def test_what_was_learnt_is_kept_when_stopped(
    root: Path, server: Server, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    page(root, f"{server.base}/ok")
    assert run(root) == 0

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(links_online, "ask_all", stop)
    page(root, f"{server.base}/ok", f"{server.base}/none")
    assert run(root) == 130
    assert "kept" in capsys.readouterr().err
    assert verdicts(root) == {"ok": "ok"}


def test_a_rate_of_nothing_is_refused(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        run(root, "--rate", "0")
    assert stopped.value.code == 2
    assert "--rate" in capsys.readouterr().err


def test_an_address_is_asked_for_by_name(server: Server) -> None:
    client = links_online.make_client(Manners())
    assert "combining-immunotherapy" in client.headers["User-Agent"]
    assert not client.follow_redirects
