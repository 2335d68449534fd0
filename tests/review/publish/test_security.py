"""The policy of a page names exactly the inline scripts that it holds."""

import base64
import hashlib

import pytest

from review.publish.security import headers, policy, script_hashes, with_policy

PAGE = '<html><head><meta charset="utf-8"><title>A</title>{}</head><body></body></html>'


def hashed(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@pytest.mark.parametrize(
    ("scripts", "expected"),
    [
        ("<script>__md_scope=a</script>", [hashed("__md_scope=a")]),
        ("<script>__md_scope=a</script><script>__md_scope=a</script>", [hashed("__md_scope=a")]),
        ('<script type="module">var palette=b</script>', [hashed("var palette=b")]),
        ('<script src="a.js"></script>', []),
        ('<script type="application/json">{}</script>', []),
        ('<script type="application/ld+json">{"a": 1}</script>', []),
        ("<script>var palette=ä\n</script>", [hashed("var palette=ä\n")]),
        ("<script>hit=1</script>", []),
        ("<script> __md_scope=1</script>", []),
    ],
)
def test_each_inline_script_that_would_run_has_its_hash(scripts: str, expected: list[str]) -> None:
    assert script_hashes(PAGE.format(scripts)) == expected


def test_the_policy_stands_before_anything_that_loads() -> None:
    page = with_policy(PAGE.format("<script>__md_scope=a</script>"))
    assert page.index("Content-Security-Policy") < page.index("<title>") < page.index("<script>")
    assert hashed("__md_scope=a") in page
    assert page.count("Content-Security-Policy") == 1


def test_nothing_unsafe_is_allowed() -> None:
    text = policy([hashed("__md_scope=a")])
    assert "unsafe" not in text
    assert "default-src 'none'" in text
    assert "*" not in text


def test_the_headers_allow_what_any_page_needs_and_no_framing() -> None:
    text = headers(
        [
            with_policy(PAGE.format("<script>__md_scope=a</script>")),
            with_policy(PAGE.format("<script>var palette=b</script>")),
            "x",
        ]
    )
    assert hashed("__md_scope=a") in text
    assert hashed("var palette=b") in text
    assert "frame-ancestors 'none'" in text
    assert text.startswith("/*\n  Content-Security-Policy: ")
