"""Everything read at once: one line a fault, never an exception."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from review.checks.registry import source_problems
from review.problems import report
from review.project import BIBLIOGRAPHY_PATH, LABELS_PATH, load_project, parse_labels
from tests.books import ALPHA, CHAPTER, EN_CHAPTER, PACKAGE, UNTRANSLATED, VIEWS, ZH_CHAPTER, Book, fixture, make_book

FILES = (
    PACKAGE, "docs/data/claims.csv", "docs/data/studies.csv", "docs/data/results.csv", "docs/data/vocabulary.csv", VIEWS, BIBLIOGRAPHY_PATH, LABELS_PATH,
    "docs/assets/figures/box.svg", "docs/assets/figures/box.yml", EN_CHAPTER, ZH_CHAPTER, "docs/en/index.md", UNTRANSLATED,
)  # fmt: skip


def test_the_sound_book_is_read_whole(tmp_path: Path) -> None:
    project = load_project(make_book(tmp_path))
    assert project.problems == ()
    assert [page.path for page in project.pages["en"]] == ["contribute/notes", "index", CHAPTER]
    assert [page.source for page in project.pages["zh"]] == ["docs/zh/index.md", ZH_CHAPTER]
    assert (list(project.views), list(project.figures)) == (["arms", "every-claim"], ["box"])
    assert ALPHA in project.bibliography
    assert project.wording("zh").label("interval.ci") == "CI"


def test_an_empty_folder_is_told_file_by_file_and_not_raised(tmp_path: Path) -> None:
    problems = source_problems(load_project(tmp_path))
    assert [(problem.rule, problem.path) for problem in problems] == [
        ("FILE-1", path) for path in (BIBLIOGRAPHY_PATH, PACKAGE, VIEWS, LABELS_PATH)
    ]


def test_a_byte_order_mark_and_windows_line_ends_are_accepted_everywhere(tmp_path: Path) -> None:
    make_book(tmp_path)
    for path in FILES:
        file = tmp_path / path
        file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    assert source_problems(load_project(tmp_path)) == []


@pytest.mark.parametrize(
    "path", ["docs/data/results.csv", "docs/data/studies.csv", "docs/data/verdicts.csv", "docs/data/settings.csv"]
)
@pytest.mark.parametrize(
    ("content", "rule"), [(b"", "DATA-2"), (b"\xff\n", "FILE-2"), (None, "FILE-1"), (b"id\n", "DATA-2")]
)
def test_a_broken_table_is_told_alone(path: str, content: bytes | None, rule: str, tmp_path: Path) -> None:
    make_book(tmp_path)
    if content is None:
        (tmp_path / path).unlink()
    else:
        (tmp_path / path).write_bytes(content)
    problems = source_problems(load_project(tmp_path))
    assert {(problem.rule, problem.path) for problem in problems} == {(rule, path)}


def test_an_unterminated_quote_is_told_alone_though_views_and_rows_ask_for_what_it_hides(tmp_path: Path) -> None:
    make_book(tmp_path)
    file = tmp_path / "docs/data/studies.csv"
    file.write_text(file.read_text(encoding="utf-8").replace("Study A", '"Study A'), encoding="utf-8")
    [problem] = source_problems(load_project(tmp_path))
    assert (problem.rule, problem.path, problem.line) == ("DATA-1", "docs/data/studies.csv", 2)


def test_broken_data_do_not_hide_broken_yaml(tmp_path: Path) -> None:
    problems = Book().change("claims", "hyperthermia-001", kind="none such").file(VIEWS, "a: [").problems(tmp_path)
    assert [problem.rule for problem in problems] == ["DATA-6", "YAML-1"]


def test_a_folder_in_the_place_of_a_page_is_told(tmp_path: Path) -> None:
    make_book(tmp_path)
    (tmp_path / "docs/en/folder.md").mkdir()
    [problem] = source_problems(load_project(tmp_path))
    assert (problem.rule, problem.path) == ("FILE-1", "docs/en/folder.md")


@pytest.mark.parametrize(
    ("name", "rule", "line"),
    [
        ("id-twice.csv", "LABEL-1", 3),
        ("empty-label.csv", "LABEL-1", 2),
        ("short-row.csv", "LABEL-1", 2),
        ("unterminated-quote.csv", "DATA-1", 2),
    ],
)
def test_each_fault_of_the_labels_is_told(name: str, rule: str, line: int) -> None:
    _, [problem] = parse_labels(fixture(f"labels/{name}"), name)
    assert (problem.path, problem.rule, problem.line) == (name, rule, line)
    assert problem.remedy


def test_labels_are_read_by_language() -> None:
    assert parse_labels('id,en,zh\na,"One, two",一\n') == ({"en": {"a": "One, two"}, "zh": {"a": "一"}}, [])


MUTATIONS = st.binary(max_size=60) | st.tuples(
    st.integers(0, 3000),
    st.integers(0, 60),
    st.binary(max_size=12)
    | st.sampled_from([b'"', b"\n", b",", b"[", b"{{", b"---\n", b": ", b"&a *a", b"2026-02-30", b"9" * 30]),
)


@settings(max_examples=250, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(FILES), MUTATIONS)
@example(EN_CHAPTER, b"---\nreviews: [[a]]\nsubjects: 3\nobjectives: {a: b}\nreviewed: 2026-02-30\n---\n")
@example("docs/assets/figures/box.yml", b"labels: [a]\nsources: [{a: b}]\n")
@example(VIEWS, b"0x1: {1: a, rows: [arms], where: [a]}\n")
@example(
    PACKAGE,
    b'{"resources": [{"name": "a", "path": "a", "schema": {"fields": [{"name": "a", "type": "string", "constraints": []}]}}]}',
)
@example(UNTRANSLATED, b"\xff.\n")
def test_whatever_one_file_holds_nothing_is_raised_and_each_problem_is_one_line(
    path: str, change: bytes | tuple[int, int, bytes]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = make_book(Path(folder))
        old = (root / path).read_bytes()
        new = change if isinstance(change, bytes) else old[: change[0]] + change[2] + old[change[0] + change[1] :]
        (root / path).write_bytes(new)
        problems = source_problems(load_project(root))
        assert len(report(problems).splitlines()) == len(problems)
        assert all(problem.remedy and problem.expected and problem.found for problem in problems)
