"""The teachers' pages as one Word document to edit: the built pages joined, cleaned of what belongs to a screen, and written by pandoc."""

from __future__ import annotations

import io
import os
import subprocess
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from copy import deepcopy
from html import escape
from pathlib import Path
from posixpath import dirname, normpath
from typing import Any
from urllib.parse import urlsplit

import pypandoc  # type: ignore[import-untyped]
from lxml import html

from review.evidence.table import join_tables
from review.publish.archive import archive
from review.release import Release

PAGES = (
    "teach/index",
    "teach/syllabus",
    "teach/objectives",
    "teach/discussion",
    "teach/journal-club",
    "teach/worksheet",
    "teach/marking",
    "teach/exercise-intervals",
    "teach/exercise-fates",
    "teach/use-this",
)  # fmt: skip
_ON_SCREEN = (
    ".//script | .//style | .//svg | .//a[contains(@class, 'headerlink')] | .//a[contains(@class, 'footnote-backref')]"
    " | .//*[contains(@class, 'view-downloads')] | .//nav | .//button | .//hr"
)
_BORDER = '<w:{side} w:val="single" w:sz="4" w:space="0" w:color="B7C6C8"/>'
_BORDERS = "".join(_BORDER.format(side=side) for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
_TIME_LIMIT = 120
_LANGUAGES = {"en": "en-GB", "zh": "zh-CN"}


def handbook_html(pages: Mapping[str, bytes], web: str, title: str, contents: str) -> str:
    """One document of the built pages, by path and in their order, with a list of them first.

    Links among them lead within the document, all others to the edition at the address `web`.
    """
    articles = {path: _article(path, content, frozenset(pages), web) for path, content in pages.items()}
    listed = "".join(
        f'<li><a href="#{_name(path)}">{escape(article.findtext(".//h1") or path)}</a></li>'
        for path, article in articles.items()
    )
    body = "".join(html.tostring(article, encoding="unicode") for article in articles.values())
    head = f"<head><meta charset='utf-8'><title>{escape(title)}</title></head>"
    return f"<html>{head}<body><p><strong>{escape(contents)}</strong></p><ul>{listed}</ul>{body}</body></html>"


def _element(tag: str, **attributes: str) -> Any:
    return html.Element(tag, attributes)


def _name(path: str, anchor: str = "") -> str:
    """The id of a page, or of a place on it, in the joined document."""
    return f"{path.replace('/', '-')}--{anchor}" if anchor else path.replace("/", "-")


def _article(path: str, content: bytes, inside: frozenset[str], web: str) -> Any:
    """A page's article without what only a screen needs, its ids unique and its links led on."""
    tree: Any = html.document_fromstring(content)
    join_tables(tree)
    (found,) = tree.xpath("//article")
    article = deepcopy(found)
    for element in article.xpath(_ON_SCREEN):
        element.drop_tree()
    for element in article.xpath(".//*[@id]"):
        element.set("id", _name(path, element.get("id", "")))
    for link in article.xpath(".//a[@href]"):
        link.set("href", _led(path, link.get("href", ""), inside, web))
    _plain_blocks(article)
    head = article.find(".//h1")
    if head is not None:
        head.set("id", _name(path))
    article.tag = "div"
    return article


def _led(path: str, address: str, inside: frozenset[str], web: str) -> str:
    parts = urlsplit(address)
    if parts.scheme:
        return address
    target = normpath(f"{dirname(path)}/{parts.path}") if parts.path else f"{path}.html"
    page = target.removesuffix(".html")
    if page in inside:
        return f"#{_name(page, parts.fragment)}"
    return f"{web}{target}" + (f"#{parts.fragment}" if parts.fragment else "")


def _plain_blocks(article: Any) -> None:
    """Folds opened under their title, code as plain text, lines of a cell apart."""
    for fold in article.xpath(".//details"):
        fold.tag = "div"
        for title in fold.xpath("./summary"):
            _as_bold_line(title)
    for title in article.xpath(".//p[contains(@class, 'admonition-title')] | .//span[@class='filename']"):
        _as_bold_line(title)
    for code in article.xpath(".//pre"):
        text = _element("code")
        text.text = code.text_content()
        code[:] = [text]
        code.text = None
    for table in article.xpath(".//table[tbody/tr]"):
        _laid_out(table)
    for item in article.xpath(".//span[@class='item'][preceding-sibling::span[@class='item']]"):
        item.addprevious(_element("br"))


def _as_bold_line(title: Any) -> None:
    bold = _element("strong")
    bold.text = title.text_content().strip()
    title[:] = [bold]
    title.text = None
    title.tag = "p"
    title.attrib.clear()


def _laid_out(table: Any) -> None:
    """Columns as wide as their text asks for, heads of rows in bold, and room to write where a cell is empty."""
    rows = table.xpath("./tbody/tr")
    lengths = [[len(cell.text_content()) for cell in row] for row in rows if len(row) == len(rows[0])]
    weights = [max(4.0, (sum(column) / len(column)) ** 0.5) for column in zip(*lengths, strict=True)]
    columns = _element("colgroup")
    for weight in weights:
        columns.append(_element("col", style=f"width: {100 * weight / sum(weights):.0f}%"))
    caption = table.find("./caption")
    before = table.xpath("preceding::*[self::h2 or self::h3 or self::strong][1]")
    if caption is not None and before and before[0].text_content().strip() == caption.text_content().strip():
        # On the web it names the box that scrolls; on paper it would stand twice.
        caption.drop_tree()
        caption = None
    table.insert(0 if caption is None else 1, columns)
    for head in table.xpath("./tbody/tr/th[string-length(.) < 60]"):
        bold = _element("strong")
        bold.text, head.text = head.text, None
        bold.extend(list(head))
        head.append(bold)
    for cell in table.xpath("./tbody/tr/td[not(normalize-space())]") if len(weights) == 2 else ():
        cell.append(_element("br"))
        cell[-1].tail = "\u00a0"


# What is changed in pandoc's own styles: the style, what is looked for in it, and what is put in its place.
_STYLES = (
    ("Table", "<w:tblPr>", f"<w:tblPr><w:tblBorders>{_BORDERS}</w:tblBorders>"),
    ("Table", '<w:tblStylePr w:type="firstRow">', '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr>'),
    ("Compact", "</w:pPr>", '</w:pPr><w:rPr><w:sz w:val="19"/><w:szCs w:val="19"/></w:rPr>'),
    ("Heading1", "<w:keepNext />", "<w:keepNext /><w:pageBreakBefore />"),
    ("VerbatimChar", '<w:sz w:val="22" />', '<w:sz w:val="15" />'),
    ("Normal", "<w:qFormat />", '<w:qFormat /><w:rPr><w:sz w:val="21"/><w:szCs w:val="21"/></w:rPr>'),
)
_SHEET = '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1247" w:right="1247" w:bottom="1247" w:left="1247" w:header="709" w:footer="709" w:gutter="0"/>'


def styled_reference(default: bytes) -> bytes:
    """Pandoc's own reference document on A4, with ruled tables, small type in them, and a new sheet for each page.

    Raises RuntimeError where pandoc's document no longer has what is changed here.
    """
    with zipfile.ZipFile(io.BytesIO(default)) as packed:
        files = {name: packed.read(name) for name in packed.namelist()}
    styles = files["word/styles.xml"].decode("utf-8")
    for style, old, new in _STYLES:
        start = styles.find(f'w:styleId="{style}"')
        place = styles.find(old, start)
        if start < 0 or not start < place < styles.find("</w:style>", start):
            raise RuntimeError(f"pandoc's reference document has no {old} in its style {style}")
        styles = styles[:place] + new + styles[place + len(old) :]
    document = files["word/document.xml"].decode("utf-8")
    files["word/styles.xml"] = styles.encode()
    # The sheet's size stands after what is said of notes.
    files["word/document.xml"] = document.replace("</w:sectPr>", f"{_SHEET}</w:sectPr>").encode()
    return archive(files)


def handbook_docx(document: str, release: Release, title: str, subtitle: str, language: str = "en") -> bytes:
    """The document as Word reads it; the same text gives the same bytes.

    Raises RuntimeError where pandoc fails, with what it said.
    """
    default = _pandoc(["--print-default-data-file", "reference.docx"], b"", release)
    with tempfile.TemporaryDirectory() as folder:
        reference = Path(folder) / "reference.docx"
        reference.write_bytes(styled_reference(default))
        told = {
            "title": title,
            "subtitle": subtitle,
            "author": release.author,
            "date": release.day.isoformat(),
            "lang": _LANGUAGES[language],
        }
        options = [*(f"--metadata={name}={value}" for name, value in told.items()), f"--reference-doc={reference}"]
        content = _pandoc(["--from=html", "--to=docx", "--output=-", *options], document.encode(), release)
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return archive({name: packed.read(name) for name in packed.namelist()})


def _pandoc(options: Sequence[str], text: bytes, release: Release) -> bytes:
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(release.epoch)}
    done = subprocess.run(
        [pypandoc.get_pandoc_path(), *options], input=text, env=environment, capture_output=True, timeout=_TIME_LIMIT, check=False
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(done.stderr.decode("utf-8", "replace").strip())
    return done.stdout
