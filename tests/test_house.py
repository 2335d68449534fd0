"""What the project says of itself is true: the map, the rules, the labels, the licences."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from review.problems import Problem
from review.project import load_project
from review.publish.bank.page import SAID
from tests.books import REAL

_RULE = re.compile(
    r"\b((?:ADDR|BIB|BUILD|BUILT|CHAP|CITE|DATA|EVID|FIG|FILE|LABEL|LANG|LINK|MARK|MOVE|PAGE|PRINT|PROSE|SITE|TEACH|TERM|USE|VIEW|WORD|YAML)-\d+)\b"
)


def tracked() -> set[str]:
    """The top-level names under version control or about to be."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], cwd=REAL, capture_output=True, text=True, check=True
    )
    return {
        line.split("/")[0] + ("/" if "/" in line else "")
        for line in listed.stdout.splitlines()
        if (REAL / line).exists()
    }


def test_the_readme_maps_every_top_level_name() -> None:
    text = (REAL / "README.md").read_text(encoding="utf-8")
    table = text[text.index("## Map") : text.index("Generated, not in")]
    mapped = set(
        re.findall(
            r"`([^`\n]+)`", "\n".join(line.split("|")[1] for line in table.splitlines() if line.startswith("| `"))
        )
    )
    assert mapped == tracked() - {"README.md", ".gitignore"}


def test_the_readme_names_only_targets_that_make_has() -> None:
    makefile = (REAL / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    for page in ("README.md", "CONTRIBUTING.md", "docs/en/contribute/index.md"):
        named = set(re.findall(r"\bmake ([a-z-]+)\b(?=`|\s{2,}#)", (REAL / page).read_text(encoding="utf-8")))
        assert named <= targets, page


def spread(text: str) -> set[str]:
    """Every rule id in a text, ranges such as DATA-4 to DATA-9 written out."""
    found = set(_RULE.findall(text))
    for family, first, last in re.findall(r"\b([A-Z]+)-(\d+) to \1-(\d+)\b", text):
        found |= {f"{family}-{number}" for number in range(int(first), int(last) + 1)}
    return found


def test_every_rule_of_the_code_is_explained_and_no_other() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in sorted((REAL / "hooks").rglob("*.py")))
    used = set(re.findall(r"[\"\[]((?:[A-Z]+)-\d+)[\"\]]", code))
    assert spread((REAL / "docs/en/contribute/rules.md").read_text(encoding="utf-8")) == {
        rule for rule in used if _RULE.fullmatch(rule)
    }


# Families of labels whose names are put together in the code.
BUILT_UP = {"column", "coverage", "flashcards", "listing", "print", "question", "reference", "teach"}


def test_every_label_is_used_and_every_use_has_a_label() -> None:
    labels = set(load_project(REAL).labels["en"])
    code = "\n".join(
        path.read_text(encoding="utf-8")
        for folder in ("hooks", "docs/overrides")
        for path in sorted((REAL / folder).rglob("*.*"))
        if path.suffix in {".py", ".html"}
    )
    for name in labels:
        kind = name.split(".")[0]
        built_up = kind in BUILT_UP or name.startswith("chart.kind-")
        built_up |= name.removeprefix("question.") in SAID
        assert built_up or f'"{name}"' in code or f"'{name}'" in code, name


def test_every_column_has_its_heading() -> None:
    from review.evidence.columns import COLUMNS

    labels = set(load_project(REAL).labels["en"])
    wanted = {f"column.{rows}.{column}" for rows, columns in COLUMNS.items() for column in columns}
    assert wanted == {name for name in labels if name.startswith("column.")}


@pytest.mark.parametrize(
    "name", ["LICENSE", "CITATION.cff", "CONTRIBUTING.md", "CHANGELOG.md", ".ci/run", "requirements.lock"]
)
def test_the_house_is_complete(name: str) -> None:
    assert (REAL / name).read_text(encoding="utf-8").strip()


def test_the_lock_names_no_registry() -> None:
    text = (REAL / "requirements.lock").read_text(encoding="utf-8")
    assert "://" not in text
    pins = re.findall(r"^([A-Za-z0-9._-]+)==", text, re.MULTILINE)
    assert pins and text.count("--hash=sha256:") >= len(pins)


def test_versions_agree() -> None:
    version = re.search(r'^version = "(.+)"', (REAL / "pyproject.toml").read_text(encoding="utf-8"), re.MULTILINE)
    assert version
    assert f"\nversion: {version[1]}\n" in (REAL / "CITATION.cff").read_text(encoding="utf-8")
    assert f'"version": "{version[1]}"' in (REAL / "docs/data/datapackage.json").read_text(encoding="utf-8")
    assert f"## {version[1]} " in (REAL / "CHANGELOG.md").read_text(encoding="utf-8")


def test_a_problem_is_one_line(tmp_path: Path) -> None:
    assert "\n" not in str(Problem("a", 1, "DATA-1", "x\ny", "z", "w"))
