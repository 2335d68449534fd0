"""Every page and every published file can be reached from the home page by links (SITE-9)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from review.checks.places import page_source
from review.checks.sitefiles import HOME, Built, Site, read_site
from review.problems import Problem

# Read by browsers, servers and search engines by their names, or by the theme's own scripts: nobody links to them.
_BY_NAME = re.compile(
    r"(?:zh/)?(?:404\.html|robots\.txt|_headers|feed\.xml|\.nojekyll|sitemap\.xml(?:\.gz)?|search/[^/]+)"
)
_MOVED = {
    "data/references.bib": "bib/references.bib",
    "data/labels.csv": "docs/labels.csv",
    "data/combining-immunotherapy-data.zip": "docs/data/datapackage.json",
}
_VIEW = re.compile(r"(?:zh/)?data/views/(?P<name>[^/]+)\.(?:en|zh)\.\w+")


def own_assets(root: Path) -> frozenset[str]:
    """The files that the project at `root` publishes below `assets/`; figures stand within their pages."""
    folder = root / "docs" / "assets"
    paths = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return frozenset(path for path in paths if not path.startswith("figures/"))


def reached(site: Site) -> set[str]:
    """The files to which links lead from the home page, over any number of steps."""
    seen: set[str] = set()
    waiting = [HOME]
    while waiting:
        name = waiting.pop()
        if name in seen or name not in site.files:
            continue
        seen.add(name)
        waiting += _targets(site, name)
    return seen


def _targets(site: Site, name: str) -> list[str]:
    targets = []
    for link in site.built.get(name, Built()).links:
        try:
            target = site.inside(name, link.address.strip())
        except ValueError:  # told by SITE-1
            continue
        # What only names a page to machines, such as its canonical address, brings no reader there.
        if target is not None and (link.loads or link.tag != "link"):
            targets.append(target)
    return targets


def reach_problems(
    folder: Path,
    own: frozenset[str],
    text_of_sources: Mapping[str, str],
    promised: frozenset[str] = frozenset(),
    left_behind: frozenset[str] = frozenset(),
) -> list[Problem]:
    """Each file of the site below `folder` to which no chain of links leads from the home page.

    `own` (from `own_assets`) names our own files; all others below `assets/` are the theme's and are exempt.
    So are the pages `left_behind` where others stood before they moved.
    """
    site = read_site(folder, promised)
    left = sorted(file for file in site.files - reached(site) - left_behind if not _exempt(file, own))
    return sorted({_problem(file, text_of_sources) for file in left})


def _exempt(file: str, own: frozenset[str]) -> bool:
    inside = file.removeprefix("zh/")
    if inside.startswith("assets/"):
        return inside.removeprefix("assets/") not in own
    return _BY_NAME.fullmatch(file) is not None


def _problem(file: str, text_of_sources: Mapping[str, str]) -> Problem:
    path, line = _source(file, text_of_sources)
    remedy = "link to it from a page, or do not publish it"
    if file.endswith(".html"):
        remedy = "name the page in the navigation, or link to it from another page"
    return Problem(path, line, "SITE-9", f"{file}, to which nothing leads", "a way from the home page to it", remedy)


def _source(file: str, text_of_sources: Mapping[str, str]) -> tuple[str, int]:
    if file.endswith(".html"):
        return page_source(file), 0
    view = _VIEW.fullmatch(file)
    if view:
        path = "docs/data/views.yml"
        found = re.search(rf"^{re.escape(view['name'])}:", text_of_sources.get(path, ""), re.MULTILINE)
        return path, text_of_sources[path].count("\n", 0, found.start()) + 1 if found else 0
    language = "docs/zh" if file.startswith("zh/") and not file.startswith("zh/assets/") else "docs"
    return _MOVED.get(file, f"{language}/{file.removeprefix('zh/')}"), 0
