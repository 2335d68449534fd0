"""A made-up site of a few pages, as the builder writes them."""

from __future__ import annotations

from datetime import date

from review.project import load_project
from review.publish.book.collect import Part, plan
from review.publish.book.gather import Book, Pages, gather
from review.release import Release
from tests.books import REAL

RELEASE = Release("The book", "Its contributors", "1.2.0", date(2026, 1, 31))
LABEL = load_project(REAL).wording("en").label
WEB = "https://book.example/"
NAV = [("", ["index"]), ("Ways in", ["summary"]), ("Therapies", ["therapies/cold", "therapies/heat"]), ("Reference", ["reference/cite", "reference/glossary"])]  # fmt: skip
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 420 100" role="img"><title>A cell</title><desc>A cell meets another.</desc>'
    '<rect class="box" x="1" y="2" width="10" height="10"/><text x="5" y="40">T cell</text></svg>'
)


def cite(key: str, number: int) -> str:
    return f'<sup id="fnref:{key}"><a class="footnote-ref" href="#fn:{key}">{number}</a></sup>'


def view(name: str, heads: list[str], rows: list[list[str]]) -> str:
    """A table as the views print it."""
    columns = "".join(f'<th scope="col" class="col-x">{head}</th>' for head in heads)
    body = "".join(
        f'<tr id="{name}-{place}"><th scope="row">{row[0]}</th>{"".join(f"<td>{cell}</td>" for cell in row[1:])}</tr>'
        for place, row in enumerate(rows)
    )
    return (
        f'<div class="view" id="view-{name}" role="region" tabindex="0"><table class="data">'
        f'<caption><span class="caption">All of {name} <span class="count">({len(rows)} rows)</span></span></caption>'
        f"<thead><tr>{columns}</tr></thead><tbody>{body}</tbody></table></div>"
    )


COLD = (
    '<h1 id="cold">Cold<a class="headerlink" href="#cold">¶</a></h1>'
    f'<p>Ice kills{cite("Beta2020", 1)} {cite("Alpha2021", 2)}, says <span class="claims">Cold review: '
    '<a href="../evidence/claims.html#c-001" class="claim" title="Matches: Ice kills." aria-label="Cold review, 1 ✓, Matches">1 ✓</a></span>.</p>'
    '<h2 id="more">More</h2><p id="here">See <a href="heat.html#warm">heat</a>, <a href="../evidence/results.html#r-1" class="r">12%</a>, '
    '<a href="https://trials.example/x">a trial</a> and the <a href="../reference/glossary.html#tcell" class="term" title="T cell: it kills">T cells</a>.</p>'
    f'<figure class="drawing" id="figure-cell"><div class="drawing-box" tabindex="0">{SVG}</div><figcaption>A meeting. <span class="credit">Ours</span></figcaption></figure>'
    + view("small", ["Study", "Value"], [["One", "1"], ["Two", "–"]])
    + '<div class="question" id="cold-q1"><p class="stem"><strong>1.</strong> Why? <span class="question-kind">One answer</span></p><ol type="a"><li>Ice.</li><li>Fire.</li></ol>'
    "<details><summary>Show</summary><p><strong>a.</strong> Because.</p></details></div>"
    '<p class="view-downloads">Download</p><div class="footnote"><ol><li id="fn:Beta2020">B</li></ol></div>'
)
HEAT = (
    '<h1 id="heat">Heat</h1><div class="chapter-head"><p>Learn</p></div>'
    f'<h2 id="warm">Warm</h2><p>Heat too{cite("Alpha2021", 1)}; back to <a href="cold.html#here">cold</a>.</p>'
    + view("wide", [f"H{number}" for number in range(9)], [[f"{number} words" for number in range(9)]] * 3)
    + view("wider", [f"H{number}" for number in range(15)], [["head", *["–"] * 13, "said"]] * 2)
    + '<div class="plain-table"><table class="plain"><thead><tr><th>Side</th><th>Other</th></tr></thead><tbody><tr><td>x</td><td>y</td></tr></tbody></table></div>'
)
BIBLIOGRAPHY = "<table><tbody>" + "".join(
    f'<tr id="ref-{key}"><th scope="row">{text} <a href="https://doi.org/10.1/{key}">https://doi.org/10.1/{key}</a></th><td>x</td></tr>'
    for key, text in (("Alpha2021", "Alpha A. 细胞."), ("Beta2020", "Beta B."))
) + "</tbody></table>"  # fmt: skip
GLOSSARY = (
    "<table><thead><tr><th>Term</th><th>Definition</th><th>Abbreviation</th><th>Chinese</th><th>Opposite</th><th>Not to be confused with</th></tr></thead>"
    '<tbody><tr id="tcell"><th scope="row">T cell</th><td>A cell that kills.</td><td>–</td><td>T 细胞</td><td><a href="#bcell">B cell</a></td><td>–</td></tr>'
    '<tr id="bcell"><th scope="row">B cell</th><td>A cell that makes antibodies.</td><td>–</td><td>B 细胞</td><td>T cell</td><td>–</td></tr></tbody></table>'
)
HTML = {
    "index": '<h1 id="home">Home</h1><p>Welcome to <a href="therapies/cold.html">cold</a>.</p><h2 id="ways">Ways</h2><div class="ways">x</div><h2 id="made">Made</h2><p>By <a href="data/claims.csv">hand</a>.</p>',
    "summary": '<h1 id="summary">Summary</h1><p>All in <a href="therapies/heat.html">heat</a>.</p>',
    "therapies/cold": COLD,
    "therapies/heat": HEAT,
    "reference/cite": '<h1 id="cite">How to cite</h1><p>So.</p>',
    "reference/bibliography": BIBLIOGRAPHY,
    "reference/glossary": GLOSSARY,
}


def read(path: str) -> bytes | None:
    body = HTML.get(path)
    return None if body is None else f"<html><body><article>{body}</article></body></html>".encode()


def parts() -> list[Part]:
    return plan(NAV, frozenset({"therapies/cold", "therapies/heat"}))


def whole() -> Book:
    return gather(parts(), Pages(read, WEB), "en", LABEL, "rect {fill: red}", "reference/print")


def chapter() -> Book:
    cold = next(part for part in parts() if part.number)
    return gather([Part(cold.title, cold.number, cold.pieces[:1])], Pages(read, WEB), "en", LABEL, "", "")
