"""A deck as PowerPoint: what pandoc is given, the reference document whose layouts it fills, and what it cannot say itself."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, TypeAlias

from lxml import etree
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.oxml.ns import qn
from pptx.util import Inches, Pt

from review.publish.archive import archive
from review.publish.slides import fitting
from review.publish.slides.deck import Block, Deck, Grid, Line, Slide
from review.release import Release

# pandoc's own interface: what each node holds is told at pandoc.org.
Node: TypeAlias = dict[str, Any]
Shape: TypeAlias = Any
API = [1, 23, 1]
FONT, CHINESE_FONT = "Source Sans 3", "Noto Sans SC"
COLOURS = {
    "dk1": "1D2B30", "lt1": "FFFFFF", "dk2": "08424D", "lt2": "F3F7F7", "accent1": "0B5C6B", "accent2": "B7CFD2",
    "accent3": "F3D9B8", "accent4": "8A4B00", "accent5": "1B6B3A", "accent6": "6B2F86", "hlink": "0B5C6B", "folHlink": "52606A",
}  # fmt: skip
_TAGS = {"en": "en-GB", "zh": "zh-CN"}
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_STYLES = {"strong": "Strong", "emph": "Emph", "sup": "Superscript", "sub": "Subscript"}
_NO_ATTRIBUTES: list[Any] = ["", [], []]
_SECTIONS = "{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"
_P14 = "http://schemas.microsoft.com/office/powerpoint/2010/main"


def document(deck: Deck) -> Node:
    """The deck as pandoc's own tree: a heading of the second level begins a slide."""
    blocks = [block for slide in deck.slides for block in _slide(slide)]
    subtitle = [
        part
        for place, line in enumerate(deck.subtitle)
        for part in ([{"t": "LineBreak"}] if place else []) + _inlines(line)
    ]
    meta = {
        "title": {"t": "MetaInlines", "c": _inlines_of(deck.title)},
        "subtitle": {"t": "MetaInlines", "c": subtitle},
        "notes": {"t": "MetaBlocks", "c": [_para(line) for line in deck.notes]},
    }
    return {"pandoc-api-version": API, "meta": meta, "blocks": blocks}


def _slide(slide: Slide) -> Iterator[Node]:
    yield {"t": "Header", "c": [2, _NO_ATTRIBUTES, _inlines_of(slide.title)]}
    for block in slide.blocks:
        yield from _block(block)
    if slide.shot is not None:
        image = {"t": "Image", "c": [_NO_ATTRIBUTES, [], [f"{slide.shot.name}.png", ""]]}
        yield {"t": "Para", "c": [image]}
    if slide.grid is not None:
        yield _table(slide.grid, slide.foot)
    if slide.notes:
        yield {"t": "Div", "c": [["", ["notes"], []], [_para(line) for line in slide.notes]]}


def _block(block: Block) -> Iterator[Node]:
    items = [[{"t": "Plain", "c": _inlines(line)}] for line in block.lines]
    if block.kind == "para":
        yield from (_para(line) for line in block.lines)
    elif block.kind == "bullets":
        yield {"t": "BulletList", "c": items}
    else:
        style = "LowerAlpha" if block.kind == "letters" else "Decimal"
        yield {"t": "OrderedList", "c": [[block.start, {"t": style}, {"t": "Period"}], items]}


def _para(line: Line) -> Node:
    return {"t": "Para", "c": _inlines(line)}


def _inlines_of(text: str) -> list[Node]:
    return [{"t": "Str", "c": text}]


def _inlines(line: Line) -> list[Node]:
    found: list[Node] = []
    for run in line:
        parts: list[Node] = []
        for place, text in enumerate(run.text.split("\n")):
            parts += [{"t": "LineBreak"}] if place else []
            parts += [{"t": "Str", "c": text}] if text else []
        found += [{"t": _STYLES[run.style], "c": parts}] if run.style and parts else parts
    return found


def _table(grid: Grid, foot: Line) -> Node:
    def row(cells: tuple[Line, ...]) -> list[Any]:
        return [
            _NO_ATTRIBUTES,
            [[_NO_ATTRIBUTES, {"t": "AlignDefault"}, 1, 1, [{"t": "Plain", "c": _inlines(cell)}]] for cell in cells],
        ]

    columns = [[{"t": "AlignDefault"}, {"t": "ColWidthDefault"}] for _ in grid.heads]
    caption = [None, [{"t": "Plain", "c": _inlines(foot)}]]
    body = [_NO_ATTRIBUTES, 0, [], [row(cells) for cells in grid.rows]]
    head, end = [_NO_ATTRIBUTES, [row(grid.heads)]], [_NO_ATTRIBUTES, []]
    return {"t": "Table", "c": [_NO_ATTRIBUTES, caption, columns, head, [body], end]}


def reference(default: bytes, footer: str) -> bytes:
    """Pandoc's own reference document with the book's sheet, letters, colours and foot."""
    show = Presentation(io.BytesIO(default))
    scale = Inches(fitting.SHEET[0]) / show.slide_width
    show.slide_width, show.slide_height = (Inches(side) for side in fitting.SHEET)
    master = show.slide_master
    for holder in (master, *show.slide_layouts):
        for shape in holder.placeholders:
            for name in ("left", "top", "width", "height"):
                setattr(shape, name, round(getattr(shape, name) * scale))
    for shape in master.placeholders:
        _place_by_type(shape)
    for layout in show.slide_layouts:
        _lay_out(layout)
    _letters(master)
    _dress(master, footer)
    out = io.BytesIO()
    show.save(out)
    return _themed(out.getvalue())


def _place(shape: Shape, box: tuple[float, float, float, float]) -> None:
    shape.left, shape.top, shape.width, shape.height = (Inches(part) for part in box)


def _place_by_type(shape: Shape) -> None:
    kind = str(shape.placeholder_format.type)
    if kind.startswith(("TITLE", "CENTER_TITLE")):
        _place(shape, fitting.TITLE)
    elif kind.startswith(("BODY", "OBJECT")):
        _place(shape, fitting.BODY)


def _lay_out(layout: Any) -> None:
    """The layouts that pandoc fills for our slides; the others stay as they were, larger."""
    boxes: dict[str, dict[int, tuple[float, float, float, float]]] = {
        "Title Slide": {0: (0.6, 1.9, 12.13, 1.7), 1: (0.6, 3.75, 12.13, 2.2)},
        "Title and Content": {0: fitting.TITLE, 1: fitting.BODY},
        "Content with Caption": {0: fitting.PICTURE_TITLE, 2: fitting.PICTURE_TEXT, 1: fitting.PICTURE},
    }
    for shape in layout.placeholders:
        place = shape.placeholder_format.idx
        if place in boxes.get(layout.name, {}):
            _place(shape, boxes[layout.name][place])
        title = place == 0
        if layout.name == "Content with Caption" and place in {0, 2}:
            _sized(shape, fitting.PICTURE_TITLE_SIZE if title else fitting.PICTURE_TEXT_SIZE, bold=title)
            shape.text_frame._txBody.bodyPr.set("anchor", "b" if title else "t")
        if layout.name == "Title Slide" and place in {0, 1}:
            _sized(shape, 40 if title else 20, bold=title)
            shape.text_frame._txBody.bodyPr.set("anchor", "b" if title else "t")


def _sized(shape: Shape, size: float, *, bold: bool) -> None:
    """Letters of one size, set to the left, at every depth of a placeholder."""
    body = shape.text_frame._txBody
    body.find(qn("a:lstStyle")).clear()
    for level in range(1, 6):
        style = etree.SubElement(body.find(qn("a:lstStyle")), qn(f"a:lvl{level}pPr"), marL="0", indent="0", algn="l")
        etree.SubElement(style, qn("a:buNone"))
        letters = etree.SubElement(style, qn("a:defRPr"), sz=str(round(size * 100)), b="1" if bold else "0")
        fill = etree.SubElement(etree.SubElement(letters, qn("a:solidFill")), qn("a:schemeClr"))
        fill.set("val", "tx2" if bold else "tx1")


def _letters(master: Any) -> None:
    """Sizes of the master: titles to the left, bold and dark; lists hang by a little."""
    styles = master._element.find(qn("p:txStyles"))
    title = styles.find(qn("p:titleStyle")).find(qn("a:lvl1pPr"))
    title.set("algn", "l")
    letters = title.find(qn("a:defRPr"))
    letters.set("sz", str(round(fitting.TITLE_SIZE * 100)))
    letters.set("b", "1")
    letters.find(qn("a:solidFill")).find(qn("a:schemeClr")).set("val", "tx2")
    for level in range(1, 6):
        style = styles.find(qn("p:bodyStyle")).find(qn(f"a:lvl{level}pPr"))
        style.find(qn("a:defRPr")).set("sz", str(round(fitting.BODY_SIZE * 100)))
        before = style.find(qn("a:spcBef"))
        if before is not None:
            before.clear()
            etree.SubElement(before, qn("a:spcPts"), val=str(round(fitting.BODY_SIZE * fitting.GAP * 100)))
        if level == 1:
            indent = str(Inches(fitting.INDENT))
            style.set("marL", indent)
            style.set("indent", f"-{indent}")
    for shape in master.placeholders:
        frame = shape.text_frame._txBody.bodyPr
        for child in list(frame):
            frame.remove(child)
        etree.SubElement(frame, qn("a:noAutofit"))
        if str(shape.placeholder_format.type).startswith("TITLE"):
            frame.set("anchor", "b")


def _dress(master: Any, footer: str) -> None:
    """A band at the top, and at the foot whose deck it is and the number of the slide."""
    band = master.shapes._spTree
    width = Inches(fitting.SHEET[0])
    left, top, wide, high = (Inches(part) for part in fitting.FOOT)
    band.append(_box(901, 0, 0, width, Inches(0.14), "", fill="accent1"))
    band.append(_box(902, left, top, wide, high, footer))
    number = Inches(0.9)
    band.append(_box(903, width - number - Inches(0.3), top, number, high, "", number=True))


def _box(
    name: int, left: int, top: int, width: int, height: int, text: str, *, fill: str = "", number: bool = False
) -> Any:
    """A shape of the master that is no placeholder, hidden from those who listen: it says the same on every slide."""
    inside = (
        '<a:fld id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" type="slidenum"><a:rPr sz="1000"/><a:t>‹#›</a:t></a:fld>'
        if number
        else (f'<a:r><a:rPr sz="1000"/><a:t>{_xml(text)}</a:t></a:r>' if text else "")
    )
    painted = f'<a:solidFill><a:schemeClr val="{fill}"/></a:solidFill>' if fill else "<a:noFill/>"
    inside = inside.replace("/><a:t>", '><a:solidFill><a:schemeClr val="folHlink"/></a:solidFill></a:rPr><a:t>')
    decorative = '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
    return etree.fromstring(
        f'<p:sp xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" xmlns:a="{_A}">'
        f'<p:nvSpPr><p:cNvPr id="{name}" name="Foot {name}">{decorative}</p:cNvPr><p:cNvSpPr txBox="1"/><p:nvPr userDrawn="1"/></p:nvSpPr>'
        f'<p:spPr><a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{painted}<a:ln><a:noFill/></a:ln></p:spPr>'
        f'<p:txBody><a:bodyPr wrap="square" lIns="0" rIns="0" tIns="0" bIns="0" anchor="ctr"/><a:lstStyle/>'
        f'<a:p><a:pPr algn="{"r" if number else "l"}"/>{inside}</a:p></p:txBody></p:sp>'
    )  # fmt: skip


def _xml(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _themed(content: bytes) -> bytes:
    """The document with the book's letters and colours in each of its themes."""
    files = _files(content)
    for name in [name for name in files if re.fullmatch(r"ppt/theme/theme\d+\.xml", name)]:
        theme = etree.fromstring(files[name])
        for colours in theme.iter(f"{{{_A}}}clrScheme"):
            for key, value in COLOURS.items():
                slot = colours.find(f"{{{_A}}}{key}")
                if slot is not None:
                    slot.clear()
                    etree.SubElement(slot, f"{{{_A}}}srgbClr", val=value)
        for fonts in theme.iter(f"{{{_A}}}majorFont", f"{{{_A}}}minorFont"):
            for kind, face in (("latin", FONT), ("ea", CHINESE_FONT)):
                for font in fonts.findall(f"{{{_A}}}{kind}"):
                    font.set("typeface", face)
        files[name] = etree.tostring(theme, encoding="utf-8", xml_declaration=True, standalone=True)
    return archive(files)


def _files(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


class UnevenDeckError(Exception):
    """pandoc made another number of slides than the deck has; the message says how many."""


def finished(content: bytes, deck: Deck, release: Release) -> bytes:
    """The deck with what pandoc cannot say: descriptions of pictures, sizes of tables and letters, language, sections."""
    show = Presentation(io.BytesIO(content))
    made = list(show.slides)[1:]
    if len(made) != len(deck.slides):
        raise UnevenDeckError(f"{len(made)} slides made for {len(deck.slides)}")
    for page, slide in zip(made, deck.slides, strict=True):
        _finish(page, slide)
    for page in show.slides:
        for holder in (page, page.notes_slide) if page.has_notes_slide else (page,):
            for letters in holder._element.iter(qn("a:rPr"), qn("a:endParaRPr")):
                letters.set("lang", _TAGS[deck.language])
    _sections(show, deck)
    about, day = show.core_properties, datetime(release.day.year, release.day.month, release.day.day)
    about.title, about.author, about.language = deck.title, release.author, _TAGS[deck.language]
    about.created = about.modified = day
    about.last_modified_by, about.subject, about.keywords = release.author, deck.address, "CC BY 4.0"
    out = io.BytesIO()
    show.save(out)
    return archive(_files(out.getvalue()))


def _finish(page: Any, slide: Slide) -> None:
    foot = None
    for shape in page.shapes:
        if shape.shape_type is not None and "PICTURE" in str(shape.shape_type) and slide.shot:
            _described(shape, slide.shot.alt)
        elif shape.has_table and slide.grid:
            _described(shape, slide.title)
            _set_table(shape, slide.grid)
        elif slide.grid and shape.has_text_frame and shape != page.shapes.title:
            foot = shape
        elif shape.has_text_frame and shape != page.shapes.title and slide.size != fitting.BODY_SIZE and not slide.shot:
            _resize(shape, slide.size)
    if foot is not None:
        high = fitting.lines_taken("".join(run.text for run in slide.foot), fitting.BODY[2], fitting.NOTE_SIZE)
        inches = high * fitting.NOTE_SIZE * fitting.LEADING / fitting.POINT + 0.1
        _place(foot, (fitting.BODY[0], fitting.FOOT[1] - inches - 0.08, fitting.BODY[2], inches))
        _resize(foot, fitting.NOTE_SIZE)
        for part in foot.text_frame.paragraphs:
            part._p.get_or_add_pPr().set("algn", "l")
        frame = foot.text_frame._txBody.bodyPr
        for name in ("lIns", "rIns", "tIns", "bIns"):
            frame.set(name, "0")
    title = page.shapes.title
    if title is not None and not slide.shot:
        size = fitting.TITLE_SIZE
        while (
            size > 20
            and fitting.lines_taken(slide.title, fitting.TITLE[2] - 0.2, size, bold=True)
            * size
            * fitting.LEADING
            / fitting.POINT
            > fitting.TITLE[3]
        ):
            size -= 2
        if size != fitting.TITLE_SIZE:
            _resize(title, size)
    elif title is not None:
        size, box = fitting.PICTURE_TITLE_SIZE, fitting.PICTURE_TITLE
        while (
            size > 16
            and fitting.lines_taken(slide.title, box[2] - 0.2, size, bold=True) * size * fitting.LEADING / fitting.POINT
            > box[3]
        ):
            size -= 2
        if size != fitting.PICTURE_TITLE_SIZE:
            _resize(title, size)


def _described(shape: Shape, alt: str) -> None:
    shape._element.xpath(".//p:cNvPr")[0].set("descr", alt)


def _resize(shape: Shape, size: float) -> None:
    """Letters of one size, whatever the layout says."""
    for part in shape.text_frame.paragraphs:
        for run in part.runs:
            run.font.size = Pt(size)


def _colour(name: str) -> RGBColor:
    red, green, blue = bytes.fromhex(COLOURS[name])
    return RGBColor(red, green, blue)  # type: ignore[no-untyped-call]


def _set_table(shape: Shape, grid: Grid) -> None:
    """The table as it was measured: its place, its columns, its letters."""
    table = shape.table
    _place(shape, (fitting.BODY[0], fitting.BODY[1], sum(grid.widths), 0.3 * (1 + len(grid.rows))))
    for column, width in zip(table.columns, grid.widths, strict=True):
        column.width = Inches(width)
    heads = not fitting.long_heads(grid)
    table.first_row, table.first_col, table.horz_banding = True, heads, False
    for number, row in enumerate(table.rows):
        row.height = Inches(0.3)
        for place, cell in enumerate(row.cells):
            cell.margin_left = cell.margin_right = Inches(fitting.CELL_PADDING)
            cell.margin_top = cell.margin_bottom = Inches(0.04)
            cell.fill.solid()
            cell.fill.fore_color.rgb = _colour("accent1" if not number else "lt1" if number % 2 else "lt2")
            for part in cell.text_frame.paragraphs:
                for run in part.runs:
                    run.font.size = Pt(grid.size)
                    run.font.bold = True if not number or (heads and not place) else run.font.bold
                    run.font.color.rgb = _colour("lt1" if not number else "dk1")


def _sections(show: Any, deck: Deck) -> None:
    """The parts of a long deck, as the list beside the slides shows them."""
    if not deck.sections:
        return
    root = show.part._element
    ids = [item.get("id") for item in root.find(qn("p:sldIdLst"))]
    starts = [0, *(place + 1 for _, place in deck.sections), len(ids)]
    names = [deck.title, *(name for name, _ in deck.sections)]
    listed = etree.Element(f"{{{_P14}}}sectionLst", nsmap={"p14": _P14})
    for number, name in enumerate(names):
        part = etree.SubElement(
            listed, f"{{{_P14}}}section", name=name, id=f"{{00000000-0000-4000-8000-{number:012X}}}"
        )
        holder = etree.SubElement(part, f"{{{_P14}}}sldIdLst")
        for key in ids[starts[number] : starts[number + 1]]:
            etree.SubElement(holder, f"{{{_P14}}}sldId", id=key)
    extensions = root.find(qn("p:extLst"))
    if extensions is None:
        extensions = etree.SubElement(root, qn("p:extLst"))
    etree.SubElement(extensions, qn("p:ext"), uri=_SECTIONS).append(listed)


def pictures(deck: Deck) -> Mapping[str, bytes]:
    """The drawings of a deck by name, each once."""
    return {slide.shot.name: slide.shot.svg for slide in deck.slides if slide.shot is not None}
