"""The bibliography's rules, a fixture a fault."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from review.citations.bibliography import Bibliography, Entry, Name, parse_bibliography
from review.citations.bibtex import plain
from review.textfile import read_text

FIXTURES = Path(__file__).parents[2] / "fixtures" / "citations"


def entry(**fields: str) -> str:
    """A sound article, with fields added, replaced, or (by an empty text) left out."""
    base = {"author": "Alder, Ann", "title": "Heat", "journal": "J", "year": "2019", "x_state": "unverified"}
    values = {**base, "x_seen": "none", **fields}
    lines = [f"  {name.replace('_', '-')} = {{{value}}},\n" for name, value in values.items() if value]
    return "@article{A2019heat,\n" + "".join(lines) + "}\n"


def read(name: str) -> tuple[Bibliography, list[tuple[str, int]]]:
    """A fixture's entries and its problems as rule and line."""
    text, unreadable = read_text(FIXTURES / name, name)
    assert unreadable == []
    bibliography, problems = parse_bibliography(text, name)
    return bibliography, [(problem.rule, problem.line) for problem in problems]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("sound.bib", []),
        ("bom-crlf.bib", []),
        ("broken-brace.bib", [("BIB-1", 10)]),
        ("missing-comma.bib", [("BIB-1", 3)]),
        ("stray-text.bib", [("BIB-1", 9)]),
        ("string.bib", [("BIB-1", 1)]),
        ("undefined-string.bib", [("BIB-1", 3)]),
        ("duplicate-key.bib", [("BIB-2", 10)]),
        ("duplicate-doi.bib", [("BIB-3", 18)]),
        ("missing-journal.bib", [("BIB-4", 1)]),
        ("missing-state.bib", [("BIB-4", 1)]),
        ("missing-evidence.bib", [("BIB-4", 1), ("BIB-4", 1)]),
        ("missing-seen.bib", [("BIB-4", 1)]),
        ("unknown-kind.bib", [("BIB-4", 1)]),
        ("bad-doi.bib", [("BIB-5", 8)]),
        ("bad-pmid.bib", [("BIB-6", 8)]),
        ("bad-pmcid.bib", [("BIB-6", 8)]),
        ("bad-state.bib", [("BIB-7", 6)]),
        ("bad-evidence.bib", [("BIB-7", 8)]),
        ("bad-checked.bib", [("BIB-7", 8)]),
        ("bad-key.bib", [("BIB-8", 1)]),
        ("html-in-title.bib", [("BIB-9", 3)]),
        ("bare-percent.bib", [("BIB-9", 3)]),
        ("unpaired-dollar.bib", [("BIB-9", 3)]),
        ("unknown-command.bib", [("BIB-9", 3)]),
        ("empty-title.bib", [("BIB-4", 3), ("BIB-9", 3)]),
        ("bad-year.bib", [("BIB-9", 5)]),
        ("bad-url.bib", [("BIB-9", 8)]),
        ("bad-urldate.bib", [("BIB-9", 8)]),
        ("field-twice.bib", [("BIB-9", 5)]),
        ("bad-author.bib", [("BIB-9", 2)]),
        ("invisible-character.bib", [("BIB-9", 3)]),
        ("unsorted.bib", [("BIB-10", 10)]),
    ],
)
def test_fixture_gives_its_fault_and_no_other(name: str, expected: list[tuple[str, int]]) -> None:
    assert read(name)[1] == expected


def test_entries_round_a_broken_one_are_read() -> None:
    assert list(read("broken-brace.bib")[0]) == ["A2019heat", "C2019wind"]


def test_every_message_says_what_to_do() -> None:
    for path in sorted(FIXTURES.glob("*.bib")):
        for problem in parse_bibliography(read_text(path, path.name)[0], path.name)[1]:
            assert problem.found
            assert problem.expected
            assert problem.remedy


def test_an_entry_is_plain_text() -> None:
    bibliography, _ = read("sound.bib")
    alder = bibliography["Alder2019heat"]
    assert alder.title == "Heat and PD-1: a 5% rise of TNF-α & CO2"
    assert alder.authors == (Name("Alder", "Ann B."), Name("van der Berg", "RS"), Name("The Example Group"))
    assert [str(name) for name in alder.authors] == ["Alder AB", "van der Berg RS", "The Example Group"]
    assert alder.first_author == Name("Alder", "Ann B.")
    assert (alder.kind, alder.line, alder.journal, alder.year) == ("article", 2, "Journal of Examples", "2019")
    assert (alder.doi, alder.pmid, alder.pmcid) == ("10.5555/example.1", "123", "PMC456")
    assert (alder.state, alder.verified, alder.checked, alder.notices) == ("verified", True, "2026-11-01", "")
    assert alder.evidence == "https://doi.org/10.5555/example.1"
    assert alder.get("pages") == "11–19"
    assert len(bibliography) == 3
    assert bibliography.text.startswith("% A small")
    qian = bibliography["Qian2021cytokine"]
    assert (qian.language, str(qian.authors[0]), qian.authors[0].cjk) == ("zh", "钱程", True)


@pytest.mark.parametrize(
    ("fields", "address"),
    [
        ({"doi": "10.1/a", "pmid": "1"}, "https://doi.org/10.1/a"),
        ({"pmid": "1", "url": "https://x.org"}, "https://pubmed.ncbi.nlm.nih.gov/1/"),
        ({"pmcid": "PMC1"}, "https://pmc.ncbi.nlm.nih.gov/articles/PMC1/"),
        ({"url": "https://x.org"}, "https://x.org"),
        ({}, ""),
    ],
)
def test_address_prefers_the_doi(fields: dict[str, str], address: str) -> None:
    assert Entry("A", "article", 1, fields).address == address


def test_language_and_missing_author() -> None:
    assert Entry("A", "article", 1, {"langid": "german"}).language == ""
    assert Entry("A", "article", 1, {"langid": "british"}).language == "en"
    assert Entry("A", "article", 1, {}).first_author is None


@pytest.mark.parametrize(
    ("given_names", "initials"),
    [("Richard S.", "RS"), ("RS", "RS"), ("Y.-H.", "YH"), ("Hans-Peter", "HP"), ("ANN", "ANN"), ("", "")],
)
def test_initials(given_names: str, initials: str) -> None:
    assert Name("Finn", given_names).initials == initials


def test_others_are_no_author() -> None:
    bibliography, _ = parse_bibliography(entry(author="Alder, Ann and others"), "x.bib")
    assert bibliography["A2019heat"].authors == (Name("Alder", "Ann"),)
    assert bibliography["A2019heat"].more_authors


def rules(text: str) -> list[str]:
    """The rules that a text breaks."""
    return [problem.rule for problem in parse_bibliography(text, "x.bib")[1]]


@pytest.mark.parametrize("doi", ["doi:10.5555/x", "10.5555/x.", r"10.5555/a\_b", "11.5555/x", "10.5555/a)", "10.5/x y"])
def test_malformed_doi(doi: str) -> None:
    assert rules(entry(doi=doi)) == ["BIB-5"]


@pytest.mark.parametrize(
    "doi", ["10.1016/S0140-6736(20)30156-9", "10.1002/(SICI)1097-0142(1996)77:1<1::AID-X>3.0.CO;2-#"]
)
def test_odd_but_sound_doi(doi: str) -> None:
    assert rules(entry(doi=doi)) == []


@pytest.mark.parametrize(
    "address",
    [
        "https://x",
        "https://x.org:80/a",
        "https://me@x.org/",
        "https://x.org/a b",
        "https://x.org/?utm_source=a",
        "https://x.org/a.",
        "https://[",
        "ftp://x.org/a",
    ],
)
def test_evidence_has_to_be_canonical(address: str) -> None:
    assert rules(entry(x_evidence=address)) == ["BIB-7"]


def test_unverified_entry_may_name_what_cannot_be_known() -> None:
    known = entry(journal="", year="", x_unknown="journal, year")
    assert rules(known) == []
    assert "BIB-4" in rules(known.replace("{unverified}", "{verified}"))


@pytest.mark.parametrize(
    "text", ["@", "@article", "@article{a", "@article{a,b}", "@comment{x}", "@article{a, t={}}}", "x"]
)
def test_broken_text_is_told(text: str) -> None:
    assert "BIB-1" in rules(text)


def test_unbalanced_brace_in_quotes() -> None:
    assert rules('@article{a, title = "x } y"}')[0] == "BIB-1"


def test_one_message_for_several_stray_lines() -> None:
    assert rules("one\ntwo\n" + entry()) == ["BIB-1"]


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("a  b", "a b"),
        (r"{PD-1} \& 5\% \#1 \$5 a\_b", "PD-1 & 5% #1 $5 a_b"),
        (r"TNF-$\alpha$ $^{18}$F CD8$^+$", "TNF-α 18F CD8+"),
        (r"\'{e} \"u \textit{in vivo} CO\textsubscript{2}", "é ü in vivo CO2"),
        (r"1--9 a~b ``q''", "1–9 a b “q”"),
        (r"\{x\}", "{x}"),
        ("$", "$"),
    ],
)
def test_plain_text_of_a_value(raw: str, text: str) -> None:
    assert plain(raw) == text


BIBTEX = st.text(st.sampled_from(list('@{}(),="#%$\\&-_^~<> \n\r\taAbx19é钱\u200b')) | st.characters(), max_size=80)
BITS = st.sampled_from(
    [
        "@article{",
        "author = {",
        "title = ",
        "}",
        ",\n",
        '"',
        " and ",
        "{",
        "x-state",
        "a1",
        "\\",
        "$",
        "@comment",
        "month = jan",
    ]
)


@settings(max_examples=400, deadline=None)
@given(BIBTEX | st.lists(BITS | BIBTEX, max_size=12).map("".join))
def test_no_text_raises(text: str) -> None:
    bibliography, problems = parse_bibliography(text, "x.bib")
    last = text.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
    assert all(1 <= problem.line <= last for problem in problems)
    assert all(1 <= found.line <= last for found in bibliography.values())


@settings(max_examples=200, deadline=None)
@given(BIBTEX)
def test_plain_never_raises(text: str) -> None:
    assert "\n" not in plain(text)


@settings(max_examples=100, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_no_author_raises(author: str) -> None:
    parse_bibliography(entry(author=author or "x"), "x.bib")
