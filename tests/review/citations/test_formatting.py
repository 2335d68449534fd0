"""References come from one citeproc run and pass through Markdown unchanged."""

import html as entities
import logging
import re
from pathlib import Path

import markdown
import pypandoc  # type: ignore[import-untyped]
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from review.citations.bibliography import Entry, Name, parse_bibliography
from review.citations.formatting import (
    FormattingError,
    format_references,
    inline_html,
    plain_reference,
    short_reference,
)

ROOT = Path(__file__).parents[3]
CSL = ROOT / "bib" / "combining-immunotherapy.csl"
FIXTURES = ROOT / "tests" / "fixtures" / "citations"
SOUND = (FIXTURES / "sound.bib").read_text(encoding="utf-8")
KEYS = ["Qian2021cytokine", "Alder2019heat", "Birch2020page"]
EXTENSIONS = [
    "abbr", "admonition", "attr_list", "def_list", "footnotes", "md_in_html", "tables", "toc", "smarty",
    "pymdownx.arithmatex", "pymdownx.betterem", "pymdownx.caret", "pymdownx.critic", "pymdownx.details",
    "pymdownx.emoji",
    "pymdownx.highlight", "pymdownx.inlinehilite", "pymdownx.keys", "pymdownx.magiclink", "pymdownx.mark",
    "pymdownx.smartsymbols", "pymdownx.superfences", "pymdownx.tabbed", "pymdownx.tasklist", "pymdownx.tilde",
]  # fmt: skip


def through_markdown(reference: str) -> str:
    """The reference as it stands in a page's list of references: inner HTML without the link back."""
    page = markdown.markdown(f"Text [^k].\n\n[^k]: {reference}", extensions=EXTENSIONS)
    [item] = html.fragment_fromstring(page, create_parent="div").xpath("//li[@id='fn:k']")
    for link in item.xpath(".//a[@class='footnote-backref']"):
        link.drop_tree()
    return "".join(html.tostring(paragraph, encoding="unicode") for paragraph in item)


def visible(markup: str) -> str:
    """What a reader sees."""
    return " ".join(str(html.fragment_fromstring(markup, create_parent="div").text_content()).split())


@pytest.fixture(scope="module")
def references() -> dict[str, str]:
    return format_references(SOUND, KEYS, CSL, "en")


def test_references_in_the_order_asked_for(references: dict[str, str]) -> None:
    assert {key: visible(text) for key, text in references.items()} == {
        "Qian2021cytokine": "钱程, 余一之. 细胞因子. 示例杂志. 2021:1–9. PubMed 789",
        "Alder2019heat": "Alder AB, van der Berg RS, The Example Group. Heat and PD-1: a 5% rise of TNF-α & CO2."
        " Journal of Examples. 2019;4(2):11–19. https://doi.org/10.5555/example.1",
        "Birch2020page": "Example Agency. A page. https://www.example.org/a_b?c=d&e=f [accessed 2026-11-01]",
    }
    assert list(references) == KEYS


def test_markup_is_inline_and_linked(references: dict[str, str]) -> None:
    alder = references["Alder2019heat"]
    assert "<em>Journal of Examples</em>" in alder
    assert "CO<sub>2</sub>" in alder
    assert '<a href="https://doi.org/10.5555/example.1">' in alder
    assert "https://pubmed.ncbi.nlm.nih.gov/789/" in references["Qian2021cytokine"]
    for text in references.values():
        assert "\n" not in text
        assert set(re.findall(r"</?([a-z]+)", text)) <= {"i", "em", "b", "sup", "sub", "span", "a"}


def test_own_fields_do_not_show(references: dict[str, str]) -> None:
    assert not re.search("secret|verified|names none|2026-11-01.*2026-11-01", " ".join(references.values()))


def test_language_is_marked_where_it_differs_from_the_page(references: dict[str, str]) -> None:
    in_chinese = format_references(SOUND, KEYS, CSL, "zh")
    assert references["Qian2021cytokine"] == f'<span lang="zh">{in_chinese["Qian2021cytokine"]}</span>'
    assert in_chinese["Alder2019heat"] == f'<span lang="en">{references["Alder2019heat"]}</span>'


def article(key: str, title: str = "T", **fields: str) -> str:
    """An entry without the x- fields."""
    values = {"author": "Alder, Ann", "title": title, "journal": "J", "year": "2019", **fields}
    return f"@article{{{key},\n" + "".join(f"  {name} = {{{value}}},\n" for name, value in values.items()) + "}\n"


def formatted(**fields: str) -> str:
    """One entry's reference as a reader sees it."""
    return visible(format_references(article("k", **fields), ["k"], CSL, "en")["k"])


@pytest.mark.parametrize(
    ("author", "printed"),
    [
        ("Finn, RS", "Finn RS"),
        ("Zhang, Y.-H. and Berg, Hans-Peter", "Zhang YH, Berg HP"),
        ("Smith, Jr., A. B.", "Smith AB Jr"),
        ("van der Berg, RS", "van der Berg RS"),
        ("A, B and C, D and E, F and G, H and I, J and K, L", "A B, C D, E F, G H, I J, K L"),
        ("A, B and C, D and E, F and G, H and I, J and K, L and M, N", "A B, C D, E F, G H, I J, K L, et al"),
        ("A, B and others", "A B, et al"),
        ("{The Group}", "The Group"),
    ],
)
def test_names(author: str, printed: str) -> None:
    assert formatted(author=author) == f"{printed}. T. J. 2019."


def test_chinese_list_of_names_ends_in_chinese() -> None:
    assert formatted(author="钱, 程 and others", langid="chinese") == "钱程, 等. T. J. 2019."


def test_capitals_of_a_title_stay() -> None:
    assert "Hepatitis in China and Durvalumab" in formatted(title="Hepatitis in China and Durvalumab")


@pytest.mark.parametrize(
    ("fields", "address"),
    [
        ({"doi": "10.1002/(SICI)1<1::AID>3.0;2#x%y"}, "https://doi.org/10.1002/(SICI)1%3C1::AID%3E3.0;2%23x%25y"),
        ({"pmcid": "PMC12"}, "https://pmc.ncbi.nlm.nih.gov/articles/PMC12/"),
        ({"url": "https://x.org/a_b%20c?d=e&f=g"}, "https://x.org/a_b%20c?d=e&f=g"),
    ],
)
def test_addresses_survive_markdown(fields: dict[str, str], address: str) -> None:
    reference = format_references(article("k", **fields), ["k"], CSL, "en")["k"]
    [link] = html.fragment_fromstring(through_markdown(reference), create_parent="div").xpath("//a")
    assert link.get("href") == address


HOSTILE = [
    "<script>alert(1)</script>", "a | b | c", "[x]", "[x](https://x.org)", "*a* **b**", "\\_b\\_ __c__", "@key [@key]",
    "]]", "$x$", "javascript:alert(1)", "[^1]: x", "^a^ ~b~ ~~c~~", "!!! note", "{: .x } {{ r:x }}", "1. one", "\\# x",
    "==m== ++k++ :smile:", "--8<-- x", "(c) (tm) +/- 1/2 -{}-> 1st 2nd 21st", "&amp; \\&copy; &#42;", "*[HCC]: x",
    "www.x.org https://x.org a@x.org", "<!-- x -->", "\"q\" 'r' ...", "`code`", "‘x’ — “y”",
]  # fmt: skip


def test_hostile_titles_survive_markdown() -> None:
    bib = "\n".join(article(f"k{number}", title) for number, title in enumerate(HOSTILE))
    keys = [f"k{number}" for number in range(len(HOSTILE))]
    for reference in format_references(bib, keys, CSL, "en").values():
        assert visible(through_markdown(reference)) == visible(reference)
        assert "<script" not in reference


@settings(max_examples=150, deadline=None)
@given(
    st.text(st.sampled_from(list("*_[]@`\\^~|{}!#<>&$:;()+-=./'\"1nd st\n")) | st.characters(exclude_categories=["Cs"]))
)
def test_any_text_survives_markdown(text: str) -> None:
    element = html.fromstring("<div>A <em></em> end</div>")
    try:
        element[0].text = text
    except ValueError:
        return
    reference = inline_html(element)
    assert visible(through_markdown(reference)) == visible(reference)
    assert "\n" not in reference


@pytest.mark.parametrize(
    ("markup", "line"),
    [
        ("a<strong>b</strong><u>c</u><br>d", "a<b>b</b>c d"),
        ("<!-- x -->a<em></em>", "a"),
        ('<a href="javascript:x()">a</a>', "a"),
        ('<a href="https://[">a</a> <a href="https://host">b</a> <a>c</a>', "a b c"),
        (
            '<a href="http://www.ncbi.nlm.nih.gov/pubmed/12">a</a>',
            '<a href="https://pubmed.ncbi.nlm.nih.gov/12/">a</a>',
        ),
        ('<a href="https://x.org/&quot;&gt;_*">a</a>', '<a href="https://x.org/&#37;22&#37;3E&#95;&#42;">a</a>'),
    ],
)
def test_only_safe_inline_markup_is_kept(markup: str, line: str) -> None:
    assert inline_html(html.fromstring(f"<div>{markup}</div>")) == line


def test_nothing_to_format_starts_nothing(tmp_path: Path) -> None:
    assert format_references("", [], tmp_path / "none.csl", "en") == {}


def test_missing_key_style_and_broken_style_are_one_line(tmp_path: Path) -> None:
    broken = tmp_path / "broken.csl"
    broken.write_text("<style", encoding="utf-8")
    logging.disable(logging.ERROR)
    for keys, csl, text in [
        (["Nobody"], CSL, SOUND),
        (KEYS, tmp_path / "none.csl", SOUND),
        (KEYS, broken, SOUND),
        (["a"], CSL, "@x{"),
    ]:
        with pytest.raises(FormattingError) as caught:
            format_references(text, keys, csl, "en")
        assert "\n" not in str(caught.value)
    logging.disable(logging.NOTSET)


@pytest.mark.parametrize("output", ["", "<p>other</p>", '<div id="ref-Alder2019heat"> </div>'])
def test_key_missing_in_the_output(monkeypatch: pytest.MonkeyPatch, output: str) -> None:
    monkeypatch.setattr(pypandoc, "convert_text", lambda *_args, **_options: output)
    with pytest.raises(FormattingError, match="Alder2019heat"):
        format_references(SOUND, ["Alder2019heat"], CSL, "en")


def test_unreadable_name_is_left_as_it_is() -> None:
    assert "T. J. 2019." in formatted(author="A, B, C, D, E")


def test_plain_references() -> None:
    bibliography, _ = parse_bibliography(SOUND, "sound.bib")
    assert [plain_reference(entry) for entry in bibliography.values()] == [
        "Alder AB, van der Berg RS, The Example Group. Heat and PD-1: a 5% rise of TNF-α & CO2. Journal of Examples. 2019;4(2):11–19. doi:10.5555/example.1",
        "A page. Example Agency. https://www.example.org/a_b?c=d&e=f",
        "钱程, 余一之. 细胞因子. 示例杂志. 2021:1–9. https://pubmed.ncbi.nlm.nih.gov/789/",
    ]
    assert plain_reference(Entry("k", "misc", 1, {})) == "[k]."
    many = tuple(Name(letter) for letter in "ABCDEFG")
    assert plain_reference(Entry("k", "misc", 1, {"title": "Why?"}, many)) == "A, B, C, D, E, F, et al. Why?"
    assert plain_reference(Entry("k", "misc", 1, {"title": "T", "langid": "chinese"}, many)).startswith(
        "A, B, C, D, E, F, 等. "
    )


@pytest.mark.parametrize(
    ("names", "more", "text"),
    [
        (("Chen",), False, "Chen 2013"),
        (("Chen", "Mellman"), False, "Chen and Mellman 2013"),
        (("Finn", "Qin", "Ikeda"), False, "Finn et al. 2013"),
        (("Finn",), True, "Finn et al. 2013"),
        (("钱",), False, "钱 2013"),
        (("钱", "余"), False, "钱和余 2013"),
        (("钱", "余", "张"), False, "钱等 2013"),
        ((), False, "WHO 2013"),
    ],
)
def test_short_references(names: tuple[str, ...], more: bool, text: str) -> None:
    fields = {"year": "2013", "institution": "WHO", "title": "T"}
    assert short_reference(Entry("k", "article", 1, fields, tuple(map(Name, names)), more)) == text


def test_short_reference_falls_back_on_title_and_key() -> None:
    assert short_reference(Entry("k", "misc", 1, {"title": "T"})) == "T"
    assert short_reference(Entry("k", "misc", 1, {})) == "k"
    assert short_reference(Entry("k", "misc", 1, {}, (Name("钱", "程"),))) == "钱程"


def test_entities_are_numeric(references: dict[str, str]) -> None:
    for text in references.values():
        bare = re.sub(r"<[^<>]*>", "", text)
        assert not re.search(r"&(?!#\d+;)", bare)
        assert entities.unescape(bare) == visible(text)
