"""BUILT-1: nothing of the sources' markup is left in a built page."""

import pytest

from review.checks.built import leftovers


def found(body: str) -> list[tuple[str, str, str]]:
    page = f"<!doctype html><html><head><title>x</title></head><body>{body}</body></html>"
    return [(problem.rule, problem.path, problem.found) for problem in leftovers(page, "docs/en/a.md")]


@pytest.mark.parametrize(
    ("body", "left"),
    [
        ("<p>see [@Key2020]</p>", "[@Key2020]"),
        ("<p>see <b>x</b> [@Key2020</p>", "[@Key2020"),
        ("<p>see [^Key2020]</p>", "[^Key2020]"),
        ("<p>{{ r:a }}</p>", "{{ r:a }}"),
        ("<h2>Title {#title}</h2>", "{#title}"),
        ("<p>&lt;!-- view: a --&gt;</p>", "&lt;!-- view"),
        ("<!-- view: a -->", "view: a"),
        ("<p>a<!-- x --> [@Key2020]</p>", "[@Key2020]"),
        ("<p><code>x</code> {{ r:a }}</p>", "{{ r:a }}"),
        ("<!-- questions -->", "questions"),
    ],
)
def test_what_is_left_over_is_told(body: str, left: str) -> None:
    [(rule, path, text)] = found(body)
    assert (rule, path) == ("BUILT-1", "docs/en/a.md")
    assert left.replace("&lt;", "<") in text


@pytest.mark.parametrize(
    "body",
    [
        "<p>[1] and {x} and me@example.org</p>",
        "<p><code>[@Key2020]</code></p>",
        "<pre><code><span>{{ r:a }}</span> [^a]</code></pre>",
        "<script>var a = {{ b }}</script>",
        "<!-- a remark with a view -->",
    ],
)
def test_code_and_plain_text_are_free(body: str) -> None:
    assert found(body) == []


def test_the_line_is_the_source_s() -> None:
    page = "<html><body><p>[@Left2020behind] and {{ r:Lost }} and [@Other]</p></body></html>"
    source = "# A\n\nText [@Left2020behind].\n\nMore {{ r:Lost }}.\n"
    found = {problem.found: problem.line for problem in leftovers(page, "docs/en/a.md", source)}
    assert [line for _, line in sorted(found.items(), key=lambda item: item[1])] == [0, 3, 5]
