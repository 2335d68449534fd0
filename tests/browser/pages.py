"""The pages of the real book, known before it is built, so that each can be a case of its own."""

from __future__ import annotations

from tests.books import REAL

PAGES = [
    f"{'zh/' if language == 'zh' else ''}{name}"
    for language in ("en", "zh")
    for name in [
        *(
            path.relative_to(REAL / "docs" / language).with_suffix(".html").as_posix()
            for path in sorted((REAL / "docs" / language).rglob("*.md"))
        ),
        "404.html",
    ]
]
