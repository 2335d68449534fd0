"""Citations are found as mkdocs-bibtex finds them; what it would drop is told."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mkdocs_bibtex.citation import CitationBlock  # type: ignore[import-untyped]

from review.citations.bibliography import parse_bibliography
from review.citations.keys import Citation, check_citations, citations, uncited

KNOWN = {"Finn2020atezolizumab", "Chen2013oncology", "Mellman-2011", "a", "b"}


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("[@a]", [("a", 1, 3)]),
        ("x\n\n因此 [@a; @b].", [("a", 3, 6), ("b", 3, 10)]),
        ("[see @a, p. 3]", [("a", 1, 7)]),
        ("[@a][@b]", [("a", 1, 3), ("b", 1, 7)]),
        ("[@a-b_c]", [("a-b_c", 1, 3)]),
        ("[ @a ;@b ]", [("a", 1, 4), ("b", 1, 8)]),
        ("[@a and @b]", [("a", 1, 3)]),
        ("[x@y.org]", []),
        ("[@]", []),
        ("[@a;\n@b]", []),
        ("`[@a]` [@b]", [("b", 1, 10)]),
        ("```\n[@a]\n```\n[@b]", [("b", 4, 3)]),
        ("~~~ md\n[@a]\n~~~", []),
        ("<!-- [@a] -->", []),
        ("[text](https://example.org)", []),
    ],
)
def test_citations(markdown: str, expected: list[tuple[str, int, int]]) -> None:
    assert citations(markdown) == [Citation(*values) for values in expected]


PIECES = st.sampled_from(
    ["[", "]", "@", ";", ",", " ", "\n", "a", "K9", "-", "_", "x@y.org", "钱", "p. 3", "(", "é", "\\", "^"]
)
# Code and comments are left out on purpose: the plugin reads citations there too.
MARKDOWN = st.lists(PIECES, max_size=30).map("".join)


@given(MARKDOWN)
def test_same_keys_as_the_plugin(markdown: str) -> None:
    blocks = CitationBlock.from_markdown(markdown)
    assert [found.key for found in citations(markdown)] == [one.key for block in blocks for one in block.citations]


@given(st.lists(PIECES | st.sampled_from(["`", "```\n", "<!--", "-->", "~~~\n"]), max_size=30).map("".join))
def test_positions_point_at_the_key(markdown: str) -> None:
    lines = markdown.split("\n")
    for found in citations(markdown):
        assert lines[found.line - 1][found.column - 1 :].startswith(found.key)
        assert lines[found.line - 1][found.column - 2] == "@"


@given(st.text(), st.sets(st.text(max_size=5)))
def test_checking_never_raises(markdown: str, known: set[str]) -> None:
    check_citations(markdown, "x.md", known)


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("Fine [@a; @b] and [@Finn2020atezolizumab].", []),
        ("Fine [@a] [@b], [@a][@b]", []),
        ("`[@zzz] @Finn2020atezolizumab`\n```\n[@]\n```", []),
        ("mail me@example.org, <me@example.org> or [us](mailto:us@example.org)", []),
        ("[a handle](https://example.org/@Finn2020atezolizumab) https://example.org/@Chen2013oncology", []),
        ("@someone says `x`, \\@Finn2020atezolizumab", []),
        ("- [ ] task, interval [0, 1) @ 5 degrees", []),
        ("[0, 1) and @someone", []),
        ("[us@example.org]", []),
        ("[@unknown]", ["CITE-1"]),
        ("[@finn2020Atezolizumab]", ["CITE-1"]),
        ("[@]", ["CITE-2"]),
        ("[@ a]", ["CITE-2"]),
        ("text [ @a, and more", ["CITE-2"]),
        ("[see @Chen2013oncology", ["CITE-2"]),
        ("[@a;\n@b]", ["CITE-2", "CITE-2"]),
        ("[@", ["CITE-2"]),
        ("as @Finn2020atezolizumab showed", ["CITE-2"]),
        ("as @Smith2021unknown showed", ["CITE-2"]),
        ("[see [@a]]", ["CITE-2"]),
        ("[[@a]]", ["CITE-2"]),
        ("[see @a]", ["CITE-2"]),
        ("[@a, p. 3]", ["CITE-2"]),
        ("[@a and @b]", ["CITE-2"]),
        ("[-@a]", ["CITE-2"]),
        ("[@a; see text]", ["CITE-2"]),
        ("[@a;]", ["CITE-2"]),
        ("[@a](https://example.org)", ["CITE-2"]),
        ("[write to us@example.org](mailto:us@example.org)", ["CITE-2"]),
        ("[@a]: https://example.org", ["CITE-2"]),
        ("[@a][ref]", ["CITE-2"]),
        ("\\[@a]", ["CITE-2"]),
        ("<!-- later: [@a] -->", ["CITE-2"]),
        ("[@a; @a]", ["CITE-3"]),
        ("[@a; @b; @a; @zzz, p. 1]", ["CITE-1", "CITE-2", "CITE-3"]),
    ],
)
def test_rules(markdown: str, expected: list[str]) -> None:
    problems = check_citations(f"Intro.\n\n{markdown}", "docs/en/x.md", KNOWN)
    assert [problem.rule for problem in problems] == expected
    assert all(problem.line >= 3 for problem in problems)


@pytest.mark.parametrize(
    ("key", "remedy"),
    [
        ("Finn2020atezolizumb", "“Finn2020atezolizumab”"),
        ("chen2013ONCOLOGY", "“Chen2013oncology”"),
        ("Zzzzzzzz", "add the entry to bib/references.bib"),
    ],
)
def test_unknown_key_names_the_nearest(key: str, remedy: str) -> None:
    [problem] = check_citations(f"[@{key}]", "x.md", KNOWN)
    assert remedy in problem.remedy


def test_uncited_entries_are_told_unless_they_say_why() -> None:
    path = Path(__file__).parents[2] / "fixtures" / "citations" / "sound.bib"
    bibliography, _ = parse_bibliography(path.read_text(encoding="utf-8"), "sound.bib")
    problems = uncited(bibliography, {"Alder2019heat"}, "bib/references.bib")
    assert [(problem.rule, problem.line) for problem in problems] == [("CITE-4", 30)]
    assert "Qian2021cytokine" in problems[0].found
