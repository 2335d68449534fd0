"""Which outside addresses there are, how they are asked for, and what an answer means."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from review.checks.online import (
    LONGEST_WAIT,
    MAX_HOPS,
    MAX_TRIES,
    Answer,
    Finding,
    addresses_in,
    by_host,
    classify,
    finding,
    from_cache,
    next_hop,
    problems,
    report_rows,
    retry_after,
    summary,
    to_cache,
    wait_before_next,
)

TODAY = date(2026, 1, 31)
NOW = datetime(2026, 1, 31, 12, tzinfo=UTC)
PLACE = (("docs/en/a.md", 3),)
START = "https://site.net/a"


def test_addresses_are_gathered_from_pages_data_and_bibliography() -> None:
    found = addresses_in(
        {
            "docs/en/a.md": "See [x](https://a.net/p_(q)), <https://a.net/r>.\n\n```text\nhttps://a.net/code\n```\n"
            "`https://a.net/span` https://a.net/s#part, (https://a.net/t). [https://a.net/u] https://[bad/\n",
            "docs/data/later.csv": 'id,x\na,"see https://a.net/s, and https://b.net/"\n',
            "docs/data/studies.csv": "id,registry\nA,NCT00000001\nB,NCT00000002\n",
            "bib/x.bib": "@a{K,\n  doi = {10.1000/abc},\n  pmid = {12},\n  pmcid = {PMC3},\n  url = {https://c.net/},\n}\n",
            "mkdocs.yml": "x: https://book.example/\ny: http://localhost:8000/\nz: https://www.example.org/\n",
        }
    )
    assert found == {
        "https://a.net/p_(q)": (("docs/en/a.md", 1),),
        "https://a.net/r": (("docs/en/a.md", 1),),
        "https://a.net/s": (("docs/data/later.csv", 2), ("docs/en/a.md", 6)),
        "https://a.net/t": (("docs/en/a.md", 6),),
        "https://a.net/u": (("docs/en/a.md", 6),),
        "https://b.net/": (("docs/data/later.csv", 2),),
        "https://c.net/": (("bib/x.bib", 5),),
        "https://clinicaltrials.gov/study/NCT00000001": (("docs/data/studies.csv", 2),),
        "https://clinicaltrials.gov/study/NCT00000002": (("docs/data/studies.csv", 3),),
        "https://doi.org/10.1000/abc": (("bib/x.bib", 2),),
        "https://pmc.ncbi.nlm.nih.gov/articles/PMC3/": (("bib/x.bib", 4),),
        "https://pubmed.ncbi.nlm.nih.gov/12/": (("bib/x.bib", 3),),
    }


def test_addresses_are_grouped_by_host() -> None:
    assert by_host(["https://A.net/1", "https://b.net/", "https://a.net/2"]) == {
        "a.net": ["https://A.net/1", "https://a.net/2"],
        "b.net": ["https://b.net/"],
    }


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("7", 7.0),
        (" 0 ", 0.0),
        ("Sat, 31 Jan 2026 12:00:30 GMT", 30.0),
        ("Sat, 31 Jan 2026 12:00:30 -0000", 30.0),
        ("Sat, 31 Jan 2026 11:00:00 GMT", 0.0),
        ("soon", None),
        ("-1", None),
    ],
)
def test_the_wait_that_a_server_asks_for_is_read(header: str, seconds: float | None) -> None:
    assert retry_after(header, NOW) == seconds


@pytest.mark.parametrize(
    ("answer", "asked", "wait"),
    [
        (Answer(START, 500), None, 2.0),
        (Answer(START, 503, tries=3), None, 8.0),
        (Answer(START, 0, "no answer"), None, 2.0),
        (Answer(START, 429), 9.0, 9.0),
        (Answer(START, 429), LONGEST_WAIT + 1, None),
        (Answer(START, 500, tries=MAX_TRIES), None, None),
        (Answer(START, 0, "no address", final=True), None, None),
        (Answer(START, 404), None, None),
        (Answer(START, 200), None, None),
    ],
)
def test_the_wait_doubles_and_ends(answer: Answer, asked: float | None, wait: float | None) -> None:
    assert wait_before_next(answer, asked, 2.0) == wait


def test_redirects_are_followed_from_where_they_stand() -> None:
    assert next_hop(START, 301, "b") == "https://site.net/b"
    assert next_hop(START, 302, "//other.net/") == "https://other.net/"
    assert next_hop(START, 301, "") is None
    assert next_hop(START, 200, "b") is None


DOI = "https://doi.org/10.1000/x"


@pytest.mark.parametrize(
    ("answer", "verdict", "note"),
    [
        (Answer(START, 200), "ok", ""),
        (Answer(START, 200, hops=("https://site.net/b",)), "ok", "a passing redirect"),
        (Answer(START, 200, hops=("https://site.net/b",), lasting=True), "moved", "a lasting redirect"),
        (Answer(START, 200, hops=("http://site.net/a",)), "insecure", "a redirect to http"),
        (Answer("http://site.net/a", 200, hops=("http://site.net/b",)), "ok", "a passing redirect"),
        (Answer(START, 302, hops=("https://site.net/b", START)), "broken", "a redirect loop"),
        (
            Answer(START, 302, hops=tuple(f"{START}{n}" for n in range(MAX_HOPS + 1))),
            "broken",
            "more than 10 redirects",
        ),
        (Answer(START, 404), "broken", "status 404"),
        (Answer(START, 301), "broken", "status 301"),
        (Answer(START, 500), "broken", "status 500"),
        (Answer(START, 0, "no such host"), "broken", "no such host"),
        (Answer(START, 0), "broken", "no answer"),
        (Answer(START, 403), "refused", "status 403: programs are not let in"),
        (Answer(START, 429), "refused", "status 429: programs are not let in"),
        (Answer(DOI, 403, hops=("https://site.net/b",)), "ok", "resolves"),
        (Answer(DOI, 200, hops=("http://site.net/b", "https://site.net/b"), lasting=True), "ok", "a passing redirect"),
        (Answer(DOI, 404, hops=("https://site.net/b",)), "broken", "status 404"),
        (Answer(DOI, 403), "refused", "status 403: programs are not let in"),
        (Answer(DOI, 404), "broken", "status 404"),
    ],
)
def test_an_answer_is_judged(answer: Answer, verdict: str, note: str) -> None:
    assert classify(answer) == (verdict, note)


def findings() -> list[Finding]:
    """One finding of each verdict."""
    answers = [
        Answer(f"{START}1", 200),
        Answer(f"{START}2", 200, hops=("https://site.net/new",), lasting=True),
        Answer(f"{START}3", 200, hops=("http://site.net/",)),
        Answer(f"{START}4", 404),
        Answer(f"{START}5", 403),
    ]
    return [finding(answer, PLACE, TODAY) for answer in answers]


def test_only_what_can_be_mended_is_told() -> None:
    told = problems(findings())
    assert sorted(problem.rule for problem in told) == ["LINK-3", "LINK-4", "LINK-5"]
    assert {(problem.path, problem.line) for problem in told} == {("docs/en/a.md", 3)}
    assert "https://site.net/new" in next(problem.found for problem in told if problem.rule == "LINK-5")


def test_the_report_begins_with_the_worst() -> None:
    heading, *rows = report_rows(findings())
    assert heading[0] == "verdict"
    assert [row[0] for row in rows] == ["broken", "insecure", "moved", "refused", "ok"]
    assert rows[0] == ["broken", f"{START}4", "404", "", "status 404", "2026-01-31", "docs/en/a.md:3"]
    assert summary(findings()) == "5 addresses: 1 broken, 1 insecure, 1 moved, 1 refused, 1 ok"


def test_good_answers_are_kept_for_a_while() -> None:
    cache = to_cache(findings())
    assert sorted(cache) == [f"{START}1", f"{START}2"]
    wanted = {f"{START}1": PLACE, f"{START}4": PLACE}
    assert from_cache(cache, wanted, date(2026, 2, 7), 7) == {f"{START}1": findings()[0]}
    assert from_cache(cache, wanted, date(2026, 2, 8), 7) == {}
    assert from_cache(cache, wanted, date(2026, 1, 30), 7) == {}
    assert from_cache(cache, wanted, TODAY, -1) == {}


@pytest.mark.parametrize(
    "entry",
    [None, [], "x", {}, {"verdict": "broken", "checked": "2026-01-31"}, {"verdict": "ok", "checked": "yesterday"}],
)
def test_a_kept_answer_that_cannot_be_read_is_left_out(entry: object) -> None:
    assert from_cache({START: entry}, {START: PLACE}, TODAY, 7) == {}
