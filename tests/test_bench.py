"""The benchmark at a tiny size: that it measures what it says, never how long anything takes."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import httpx
import pytest
from markdown import Markdown

import bench
import bench_browser
import bench_lighthouse
import bench_print
import write_pages
from review.bench.explored import grown
from review.bench.figures import Figure, as_csv, as_lines, ratios
from review.bench.multiplied import (
    citing_book,
    copied_page,
    copied_views,
    cut,
    entries_of,
    plain_works,
    roomy,
    table_rows,
)
from review.checks.registry import source_problems
from review.citations.bibliography import parse_bibliography
from review.project import load_project
from review.publish.held import place
from tests.books import (
    ALPHA,
    BETA,
    PACKAGE,
    REAL,
    SOUND_BIB,
    VIEWS,
    Book,
    make_book,
    real_schema,
    sound_tables,
    table_texts,
    with_hope,
)
from tests.sites import make_site_sources

TINY = bench.Sizes(runs=1, warm=0, pages=2, references=5, results=9, claims=5, times=(1, 2, 3), rows=9)


def test_a_figure_is_the_median_of_its_runs_with_its_spread() -> None:
    figure = Figure("a ratio", [1.5, 1.1, 1.2], "<=", 1.2)
    assert figure.cells == ("a ratio", "1.20", "1.10 to 1.50", "<= 1.20", "met")
    assert Figure("speed", [4.0, 6.0], ">=", 5.5).cells[-1] == "not met"
    assert Figure("share", [0.5]).cells == ("share", "0.50", "0.50 to 0.50", "", "")
    assert Figure("share", [0.5]).met
    assert Figure("time", [1.0], "<=", 2, "s").cells[1:4] == ("1.00 s", "1.00 to 1.00", "<= 2.00 s")


def test_a_ratio_sets_each_run_against_the_one_beside_it() -> None:
    assert ratios([2.0, 9.0], [1.0, 3.0]) == [2.0, 3.0]
    with pytest.raises(ValueError, match="shorter"):
        ratios([1.0], [])


def test_figures_are_written_as_lines_and_as_csv() -> None:
    figures = [Figure("a, b", [1.0], "<=", 2), Figure("c", [1.0], ">=", 2)]
    rows = list(csv.reader(as_csv(figures).splitlines()))
    assert rows[0] == ["name", "value", "spread", "aim", "met"]
    assert [row[0] for row in rows[1:]] == ["a, b", "c"]
    head, first, second = as_lines(figures).split("\n")
    assert head.index("value") == first.index("1.00") == second.index("1.00")


@pytest.mark.parametrize("times", [1, 3])
def test_a_multiplied_book_is_as_sound_as_before(tmp_path: Path, times: int) -> None:
    root = make_book(tmp_path)
    bench.multiplied_book(root, times)
    project = load_project(root)
    assert source_problems(project) == []
    assert len(project.evidence.results) == times * len(sound_tables()["results"])
    assert len(project.bibliography) == times * len(entries_of(SOUND_BIB))
    assert {page.path for page in project.pages["en"]} >= {"mechanisms/made-up"} | {
        f"mechanisms/made-up-c{number}" for number in range(2, times + 1)
    }


def test_hopes_and_numbers_that_stand_on_a_review_alone_grow_too(tmp_path: Path) -> None:
    root = with_hope(Book()).alone().write(tmp_path)
    bench.multiplied_book(root, 2)
    assert source_problems(load_project(root)) == []
    evidence = load_project(root).evidence
    assert [(hope.id, hope.hope) for hope in evidence.hopes] == [
        ("hope-a", f"{BETA}-small-orr"), ("hope-a-c2", f"{BETA}-c2-small-orr")
    ]  # fmt: skip
    assert {result.source for result in evidence.results if not result.study} == {"FixtureReview2020"}


def test_a_copied_page_names_the_records_of_its_copy(tmp_path: Path) -> None:
    names = {ALPHA: "Other", "drug-a": "drug-b", "arms": "arms-c2"}
    text = (
        f"---\nsubjects: [drug-a]\ntitle: drug-a\n---\nA drug-a [@{ALPHA}] {{{{ r:{ALPHA}:n }}}}\n<!-- view: arms -->\n"
    )
    assert copied_page(text, names) == (
        "---\nsubjects: [drug-b]\ntitle: drug-a\n---\nA drug-a [@Other] {{ r:Other:n }}\n<!-- view: arms-c2 -->\n"
    )


def test_a_copied_view_chooses_its_copy_but_the_same_review() -> None:
    views = {
        "one": {"rows": "claims", "where": {"review": "heat", "therapy": ["heat", "cold"]}},
        "all": {"rows": "claims"},
    }
    names = {"one": "one-c2", "all": "all-c2", "heat": "heat-c2"}
    assert copied_views(views, ["one", "all"], names) == {
        "one-c2": {"rows": "claims", "where": {"review": "heat", "therapy": ["heat-c2", "cold"]}},
        "all-c2": {"rows": "claims", "where": {}},
    }


def test_a_cut_keeps_what_the_results_need_and_nothing_that_points_nowhere() -> None:
    tables = {name.removesuffix(".csv"): table_rows(text) for name, text in table_texts(sound_tables()).items()}
    small = cut(tables, real_schema(), 2, 1)
    assert [row["id"] for row in small["results"]] == [row["id"] for row in tables["results"][:2]]
    assert [row["id"] for row in small["claims"]] == ["hyperthermia-001"]
    assert {row["claim"] for row in small["claim_terms"]} == {"hyperthermia-001"}


def test_the_schema_gets_room_for_copies_and_for_nothing_else() -> None:
    package = (REAL / PACKAGE).read_text(encoding="utf-8")
    text = roomy(package)
    assert '-[0-9]{3})(-c[0-9]+)?"' in text
    assert text.count("-c[0-9]+)?") == sum(
        item.name == "id"
        for table in real_schema().tables.values()
        if table.name in bench.GROWING
        for item in table.fields
    )


def test_a_citing_book_cites_each_work_once() -> None:
    bibliography, pages = citing_book(SOUND_BIB, 2, 5)
    parsed, problems = parse_bibliography(bibliography, "b.bib")
    assert problems == []
    assert len(parsed) == 5
    assert len(pages) == 2
    assert sorted("".join(pages).count(f"[@{key}]") for key in parsed) == [1] * 5


@pytest.mark.parametrize(
    ("field", "value", "plain"),
    [
        ("title", "A trial of {PD-1} and {IL-2}", True),
        ("title", "A trial of {mRNA}", False),
        ("title", "A trial: a report", False),
        ("title", "A trial: Report", True),
        ("title", "{Fc-dependent} loss", False),
        ("title", "More than half", True),
        ("title", r"A 50\% rise", False),
        ("journal", "Physician's Journal", False),
        ("author", "Fixture, Ann and Sample, Bob", True),
        ("author", "Fixture, Ann and others", False),
        ("author", "van der Fixture, Ann", False),
        ("author", "Fixture, A.-B.", False),
        ("author", "Fixture-Sample, Ann", True),
    ],
)
def test_a_plain_work_holds_nothing_that_two_readers_read_in_two_ways(field: str, value: str, plain: bool) -> None:
    fields = {"author": "Fixture, Ann", "title": "A trial", "journal": "Journal", field: value}
    work = "@article{A,\n" + "".join(f"  {name} = {{{text}}},\n" for name, text in fields.items()) + "}\n"
    assert [key for key, _ in entries_of(plain_works(work))] == (["A"] if plain else [])


def test_an_explorer_grows_by_copies_with_ids_of_their_own() -> None:
    row = '<tr data-marks="1">\n<th scope="row"><a href="x" class="claim">{}</a></th>\n</tr>'
    page = f"<tbody>\n{row.format('a')}\n{row.format('b')}\n</tbody>"
    ids = re.findall(r'"claim">([^<]*)', grown(page, 5))
    assert ids == ["a", "b", "a-c2", "b-c2", "a-c3"]
    assert grown(page, 1) == page
    with pytest.raises(ValueError, match="without rows"):
        grown("<p>", 5)


def test_a_book_without_explorer_has_no_figures_of_it_and_a_machine_without_browser_neither(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bench_browser.shutil, "which", lambda name: None)
    assert bench.explorer_figures(tmp_path, tmp_path, TINY) == []
    assert bench_browser.measured("file:///none", 1) == {}


def test_each_step_in_an_explorer_is_one_figure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = tmp_path / "docs/en/evidence/explorer.md"
    page.parent.mkdir(parents=True)
    page.write_text("", encoding="utf-8")
    row = '<tr data-marks="1">\n<th scope="row"><a href="x" class="claim">a</a></th>\n</tr>'
    built = tmp_path / "en/evidence/explorer.html"

    def build(*_: object) -> None:
        built.parent.mkdir(parents=True)
        built.write_text(row, encoding="utf-8")

    monkeypatch.setattr(bench, "build_languages", build)
    monkeypatch.setattr(bench, "measured", lambda address, runs: {"sort": [float(runs)] * runs})
    sizes = bench.Sizes(runs=2, warm=1, rows=3)
    assert bench.explorer_figures(tmp_path, tmp_path, sizes) == [
        Figure("explorer: sort 3 rows", [3.0, 3.0], "<=", 50, "ms")
    ]
    assert built.read_text(encoding="utf-8").count("<tr ") == 3


def test_references_are_compared_by_what_a_reader_sees() -> None:
    markdown = Markdown()
    assert bench.shown_words("*J Made Up* 1--9\\.", markdown) == "J Made Up 1-9."
    assert bench.shown_words("<i>J Made Up</i> 1&#8211;9&#46;", markdown) == "J Made Up 1-9."
    assert bench.without_pandoc(r"[A [miR23a]{.nocase} et al]{.nocase}. TGF-$\beta$: A") == "a mir23a et al. tgf-β: a"


def test_the_stock_plugin_never_prints_what_we_formatted(tmp_path: Path) -> None:
    root = make_book(tmp_path / "book")
    bench.citation_figures(root, tmp_path, TINY)
    _, pages = citing_book(SOUND_BIB, 2, 3)
    ours = bench._citing(tmp_path / "citing", pages, ours=True)
    stock = bench._citing(tmp_path / "citing", pages, ours=False)
    assert ours.keys() >= stock.keys() != set()
    assert all("&#" in ours[key] and "&#" not in stock[key] for key in stock)


def test_references_that_differ_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    ours = {"A": "One: a. 1–2", "B": "Two", "C": "Three"}
    stock = {"A": "One: a. 1--2", "B": "two", "C": "Other"}
    assert bench._same_references(ours, stock) == (pytest.approx(1 / 3), pytest.approx(2 / 3))
    told = capsys.readouterr().err
    assert "2 references differ" in told
    assert "ours:  Three\n  stock: Other" in told


def test_the_warm_up_is_not_counted_and_sides_take_turns() -> None:
    done: list[str] = []
    sizes = bench.Sizes(runs=2, warm=1)
    found = bench.turns(sizes, lambda: done.append("a"), lambda: done.append("b"))
    assert done == ["a", "b"] * 3
    assert [len(values) for values in found] == [2, 2]


def test_each_page_is_written_with_all_that_a_reader_gets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(write_pages.FOLDER, str(tmp_path))
    boxes = {"view-a": "<table></table>"}
    page: Any = SimpleNamespace(title="Made up", file=SimpleNamespace(src_uri="a/b.md"), meta={"boxes": boxes})
    nothing: Any = None
    write_pages.on_page_markdown(f"Text[^A]\n{place('view-a')}\n", page, nothing, nothing)
    text = (tmp_path / "a/b.md").read_text(encoding="utf-8")
    assert text == "---\ntitle: Made up\n---\nText[^A]\n<table></table>\n"


def test_everything_is_measured_at_a_tiny_size(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    # Where this process already has a browser open for other tests, it can open no second one.
    monkeypatch.setattr(bench, "searched", lambda *given: [])
    monkeypatch.setattr(bench, "measured_scores", lambda *given: {})
    root = make_site_sources(tmp_path / "book")
    assert bench.main(["--root", str(root), "--runs", "1"], TINY) == 0
    lines = capsys.readouterr().out.strip().split("\n")
    names = [row["name"] for row in csv.DictReader((root / "build/bench.csv").read_text(encoding="utf-8").splitlines())]
    assert [name.partition(":")[0] for name in names] == (
        ["build"] + ["citations"] * 4 + ["languages"] * 2 + ["evidence"] + ["growth"] * 4 + ["print"] * 2
    )
    assert len(lines) == 1 + len(names)
    assert sum(line.endswith("met") for line in lines) == len(lines) - 2
    assert "9 results, 5 claims" in names[7]
    assert not (root / "site").exists()


def test_unsound_sources_are_not_measured(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = make_site_sources(tmp_path / "book", {VIEWS: "x: [\n"})
    target = tmp_path / "bench.csv"
    assert bench.main(["--root", str(root), "--only", "evidence", "--csv", str(target)], TINY) == 1
    assert "[YAML-1]" in capsys.readouterr().err
    assert not target.exists()


def test_a_failing_stock_build_is_told(tmp_path: Path) -> None:
    root = make_site_sources(tmp_path / "book")
    with pytest.raises(bench.BenchError, match=r"nowhere\.yml"):
        bench._mkdocs(root, root / "nowhere.yml", tmp_path / "site")


def test_printing_is_measured_with_and_without_another_printer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = make_site_sources(tmp_path / "book")
    alone = bench.print_figures(root, tmp_path / "alone", TINY)
    assert [figure.name for figure in alone][:2] == ["print: pages a second", "print: size of the book"]
    assert all(figure.value > 0 for figure in alone)
    # Stands for a WeasyPrint that is installed: it leaves a PDF of as many pages.
    monkeypatch.setattr(bench_print.importlib.util, "find_spec", lambda name: name)
    copy = "import pathlib, sys; pathlib.Path(sys.argv[2]).write_bytes(pathlib.Path(sys.argv[1]).with_name('ours.pdf').read_bytes())"
    monkeypatch.setattr(bench_print, "_WEASYPRINT", copy)
    beside = bench.print_figures(root, tmp_path / "beside", TINY)
    assert beside[-1].name == "print: pages a second, ours to WeasyPrint"
    page = (tmp_path / "beside/print/book.html").read_text(encoding="utf-8")
    assert "<aside" not in page and ".xhtml" not in page


def test_search_is_told_by_all_but_its_slowest_answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "en").mkdir()
    monkeypatch.setattr(bench, "build_languages", lambda *given: None)
    monkeypatch.setattr(bench, "searched", lambda address, queries, runs: [[10.0] * 38 + [40.0, 900.0]] * runs)
    (figure,) = bench.search_figures(tmp_path, tmp_path, TINY)
    assert 10 < figure.value < 900 and len(figure.values) == TINY.runs
    monkeypatch.setattr(bench, "searched", lambda *given: [])
    assert bench.search_figures(tmp_path, tmp_path, TINY) == []


def test_each_number_of_lighthouse_is_a_figure_and_a_missing_page_need_not_be_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    points = {name: [100.0] for name in bench_lighthouse.CATEGORIES}
    monkeypatch.setattr(bench, "build_languages", lambda *given: None)
    monkeypatch.setattr(bench, "assemble", lambda work: work)
    monkeypatch.setattr(bench, "measured_scores", lambda *given: {"chapter": points, "not found": points})
    found = {figure.name: figure.limit for figure in bench.lighthouse_figures(tmp_path, tmp_path, TINY)}
    assert len(found) == 7 and "lighthouse: not found, seo" not in found
    assert (found["lighthouse: chapter, performance"], found["lighthouse: chapter, seo"]) == (97, 100)


def test_points_are_read_from_a_report_and_a_machine_without_lighthouse_has_none(tmp_path: Path) -> None:
    report: dict[str, object] = {"categories": {name: {"score": 0.97} for name in bench_lighthouse.CATEGORIES}}
    assert set(bench_lighthouse.scores(report).values()) == {97}
    assert bench_lighthouse.measured_scores(tmp_path, tmp_path, 1) == {}


def test_text_is_served_compressed_and_only_to_who_takes_it(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<p>热" * 500, encoding="utf-8")
    with bench_lighthouse.served(tmp_path) as address:
        plain = httpx.get(f"{address}/page.html", headers={"Accept-Encoding": "identity"})
        small = httpx.get(f"{address}/page.html")
        missing = httpx.get(f"{address}/none.html")
    assert small.headers["content-encoding"] == "gzip" and "content-encoding" not in plain.headers
    assert small.text == plain.content.decode() and missing.status_code == 404
