"""Figures: a fixture a fault, and the drawing as a page shows it."""

from pathlib import Path

import pytest
from lxml import html

from review.figures import FOLDER, Figure, drawing, figure_html, read_figures
from review.problems import Problem
from tests.books import ALPHA, FIXTURES, SOUND_SVG, SOUND_WORDS, fixture

NO_LABELS = SOUND_WORDS.replace("labels:\n  word: {en: Heat, zh: 热}\n", "")
SVG, YML = f"{FOLDER}/box.svg", f"{FOLDER}/box.yml"


def read(
    root: Path, svg: str | bytes = SOUND_SVG, words: str | bytes | None = SOUND_WORDS
) -> tuple[dict[str, Figure], list[Problem]]:
    """The one figure of a folder."""
    folder = root / FOLDER
    folder.mkdir(parents=True)
    (folder / "box.svg").write_bytes(svg if isinstance(svg, bytes) else svg.encode())
    if words is not None:
        (folder / "box.yml").write_bytes(words if isinstance(words, bytes) else words.encode())
    return read_figures(root)


def test_a_sound_figure_is_read_with_its_words(tmp_path: Path) -> None:
    figures, problems = read(tmp_path)
    assert problems == []
    assert (figures["box"].title["zh"], figures["box"].labels["word"]["en"], figures["box"].sources) == (
        "方框",
        "Heat",
        (ALPHA,),
    )


def test_without_a_folder_there_are_no_figures(tmp_path: Path) -> None:
    assert read_figures(tmp_path) == ({}, [])


@pytest.mark.parametrize(
    ("name", "rule", "path", "line", "found"),
    [
        ("unclosed-element.svg", "FIG-1", SVG, 3, "mismatched tag"),
        ("no-viewbox.svg", "FIG-1", SVG, 1, "no viewBox"),
        ("no-svg.svg", "FIG-1", SVG, 1, "the element “html”"),
        ("script.svg", "FIG-2", SVG, 2, "<script"),
        ("event-handler.svg", "FIG-2", SVG, 2, "onclick"),
        ("outside-image.svg", "FIG-2", SVG, 2, "href"),
        ("javascript-link.svg", "FIG-2", SVG, 2, "href"),
        ("outside-fill.svg", "FIG-2", SVG, 2, "url("),
        ("import.svg", "FIG-2", SVG, 2, "@import"),
        ("foreign-object.svg", "FIG-2", SVG, 2, "<foreignObject"),
        ("unknown-label.svg", "FIG-3", YML, 0, "no label “other”"),
    ],
)
def test_each_fault_of_a_drawing_is_told(
    name: str, rule: str, path: str, line: int, found: str, tmp_path: Path
) -> None:
    _, [problem] = read(tmp_path, fixture(f"figures/{name}"), NO_LABELS)
    assert (problem.rule, problem.path, problem.line) == (rule, path, line)
    assert found in problem.found
    assert problem.remedy


@pytest.mark.parametrize(
    ("old", "new", "rule", "line", "found"),
    [
        ("word: {en", "spare: {en: x}\n  word: {en", "FIG-3", 0, "label “spare”"),
        ("title: {en: A box, zh: 方框}", "title: {zh: 方框}", "FIG-4", 0, "no English title"),
        ("alt: {en: One word in a box, zh: 方框中的一个词}", "alt: {en: , zh: 方框}", "FIG-4", 0, "no English alt"),
        ("{en: Heat, zh: 热}", "{zh: 热}", "FIG-4", 0, "no English labels.word"),
        (f"[{ALPHA}]", ALPHA, "FIG-3", 0, "another shape"),
        ("labels:\n  word: {en: Heat, zh: 热}", "labels: [word]", "FIG-3", 0, "another shape"),
        ("title:", "title: [", "YAML-1", 2, "expected"),
    ],
)
def test_each_fault_of_a_figure_s_words_is_told(
    old: str, new: str, rule: str, line: int, found: str, tmp_path: Path
) -> None:
    assert SOUND_WORDS.count(old) == 1
    _, [problem] = read(tmp_path, words=SOUND_WORDS.replace(old, new))
    assert (problem.rule, problem.path, problem.line) == (rule, YML, line)
    assert found in problem.found


def test_missing_words_and_another_encoding_are_told_together(tmp_path: Path) -> None:
    figures, problems = read(tmp_path, svg=b"\xff", words=None)
    assert figures == {}
    assert [(problem.rule, problem.path) for problem in problems] == [("FILE-2", SVG), ("FILE-1", YML)]


def test_a_drawing_is_named_and_described_and_speaks_the_language(tmp_path: Path) -> None:
    figure = read(tmp_path)[0]["box"]
    text = drawing(figure, "zh")
    assert "\n" not in text
    assert "<?xml" not in text
    assert "remark" not in text
    [svg] = html.fragments_fromstring(text)
    assert (svg.get("role"), svg.get("aria-labelledby")) == ("img", "figure-box-title figure-box-desc")
    assert [(part.tag, part.get("id"), part.text) for part in svg][:2] == [
        ("title", "figure-box-title", "方框"),
        ("desc", "figure-box-desc", "方框中的一个词"),
    ]
    assert "热" in text
    assert "Heat" in drawing(figure, "fr")


def test_words_in_a_drawing_are_shown_and_not_run(tmp_path: Path) -> None:
    figure = read(tmp_path, words=SOUND_WORDS.replace("en: Heat", "en: '<script>[@x]'"))[0]["box"]
    assert "<script" not in drawing(figure, "en")
    assert "[@" not in drawing(figure, "en")


def test_a_figure_has_caption_sources_and_credit(tmp_path: Path) -> None:
    text = figure_html(read(tmp_path)[0]["box"], "en", lambda key: f"[@{key}]", "Drawn & shown")
    assert text.startswith('<figure class="drawing" id="figure-box" markdown="1">')
    assert (
        f'<figcaption markdown="span">A box with a word. [@{ALPHA}] <span class="credit">Drawn &#38; shown</span>'
        in text
    )


def test_fixtures_are_all_asked() -> None:
    asked = Path(__file__).read_text(encoding="utf-8")
    assert [path.name for path in (FIXTURES / "figures").iterdir() if path.name not in asked] == []


def test_a_drawing_is_named_once_whatever_it_says_itself(tmp_path: Path) -> None:
    said = SOUND_SVG.replace("<svg", "<svg role='img' aria-label=\"Box\"", 1)
    figures, problems = read(tmp_path, said)
    assert problems == []
    opening = drawing(figures["box"], "en").split(">")[0]
    assert opening.count("role=") == 1 and "aria-label=" not in opening and "aria-labelledby=" in opening
