"""Publishing and contributing on the forge: pinned actions, least permissions, forms that ask for place and source."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.books import REAL

WORKFLOWS = sorted((REAL / ".github/workflows").glob("*.yml"))
FORMS = sorted((REAL / ".github/ISSUE_TEMPLATE").glob("[!c]*.yml"))
PINNED = re.compile(r"^\s*(?:- )?uses: (?P<action>[\w.-]+/[\w./-]+)@(?P<commit>[0-9a-f]{40}) # v\d+\.\d+\.\d+$")


def read(path: Path) -> Any:
    """A YAML file's content; the key `on` is read as true."""
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def jobs(path: Path) -> dict[str, Any]:
    """The jobs of a workflow."""
    found = read(path)["jobs"]
    assert isinstance(found, dict)
    return found


def test_there_are_workflows_and_forms() -> None:
    assert [path.name for path in WORKFLOWS] == ["book.yml"]
    assert [path.stem for path in FORMS] == ["error", "study", "term"]


@pytest.mark.parametrize("path", [*WORKFLOWS, *FORMS], ids=lambda path: path.name)
def test_no_tab_and_no_line_end_is_astray(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert "\t" not in text
    assert not re.search(r" +$", text, re.MULTILINE)


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_every_action_is_pinned_by_its_commit(path: Path) -> None:
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if re.match(r"\s*(?:- )?uses:", line)]
    pins: dict[str, set[str]] = {}
    for line in lines:
        found = PINNED.match(line)
        assert found, line
        assert found["action"].startswith("actions/"), "only the forge's own actions"
        pins.setdefault(found["action"], set()).add(found["commit"])
    assert pins and all(len(commits) == 1 for commits in pins.values())


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_permissions_are_the_least(path: Path) -> None:
    assert read(path)["permissions"] == {}
    for name, job in jobs(path).items():
        publishing = any("deploy-pages" in step.get("uses", "") for step in job["steps"])
        wanted = {"pages": "write", "id-token": "write"} if publishing else {"contents": "read"}
        assert job["permissions"] == wanted, name


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_only_the_menu_is_run(path: Path) -> None:
    commands = [step["run"] for job in jobs(path).values() for step in job["steps"] if "run" in step]
    assert sorted(commands) == ["make site", "make test"]
    assert "secrets." not in path.read_text(encoding="utf-8")
    assert all(job["timeout-minutes"] <= 60 for job in jobs(path).values())


def test_only_main_is_published_and_only_once_all_has_passed() -> None:
    workflow = read(REAL / ".github/workflows/book.yml")
    events = workflow[True]
    assert events == {"push": {"branches": ["main"]}, "pull_request": None}, "a proposal's code must see no secret"
    publish = workflow["jobs"]["publish"]
    assert publish["if"] == "github.event_name == 'push'"
    assert set(publish["needs"]) == {"test", "site"}
    assert publish["environment"]["name"] == "github-pages"


def test_each_proposal_keeps_its_site_to_look_at() -> None:
    steps = jobs(REAL / ".github/workflows/book.yml")["site"]["steps"]
    (preview,) = [step for step in steps if "upload-artifact" in step.get("uses", "")]
    assert preview["if"] == "github.event_name == 'pull_request'"
    assert preview["with"]["path"] == "site"


def test_no_credential_is_left_in_a_checkout() -> None:
    for job in jobs(REAL / ".github/workflows/book.yml").values():
        for step in job["steps"]:
            if "actions/checkout" in step.get("uses", ""):
                assert step["with"] == {"persist-credentials": False}


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_a_form_asks_for_place_and_source_and_says_why(path: Path) -> None:
    form = read(path)
    assert {"name", "description", "title", "labels", "body"} == set(form)
    fields = {item["id"]: item for item in form["body"] if item["type"] != "markdown"}
    assert len(fields) == sum(item["type"] != "markdown" for item in form["body"]), "each id once"
    for name in ("place", "source"):
        assert fields[name]["validations"]["required"] is True
    for name, item in fields.items():
        assert re.search(r"\bWe ask\b", item["attributes"]["description"]), name
        if item["type"] == "dropdown":
            assert all(isinstance(option, str) for option in item["attributes"]["options"]), (
                "a bare yes or no is no text"
            )


def test_nobody_is_left_with_an_empty_form() -> None:
    assert read(REAL / ".github/ISSUE_TEMPLATE/config.yml") == {"blank_issues_enabled": False}


def test_a_proposal_has_a_checklist() -> None:
    text = (REAL / ".github/pull_request_template.md").read_text(encoding="utf-8")
    items = re.findall(r"^- \[ \] (.+)$", text, re.MULTILINE)
    assert len(items) >= 6
    assert any("make test" in item for item in items)
    for name in re.findall(r"`((?:docs|bib)/[^`]+|LICENSE)`", text):
        assert (REAL / name).exists(), name


def test_the_checks_before_a_commit_are_the_project_s_own() -> None:
    (repo,) = read(REAL / ".pre-commit-config.yaml")["repos"]
    assert repo["repo"] == "local"
    for hook in repo["hooks"]:
        assert hook["language"] == "system"
        assert hook["entry"].startswith(".venv/bin/")
        for script in re.findall(r"hooks/\w+\.py", hook["entry"]):
            assert (REAL / script).is_file()


def test_newer_versions_are_proposed_for_every_kind_of_dependency() -> None:
    content = read(REAL / ".github/dependabot.yml")
    assert content["version"] == 2
    folders = [(item["package-ecosystem"], item["directory"]) for item in content["updates"]]
    assert folders == [("pip", "/"), ("github-actions", "/"), ("npm", "/hooks/fonts"), ("npm", "/tests/browser")]
    assert all(item["schedule"]["interval"] for item in content["updates"])
