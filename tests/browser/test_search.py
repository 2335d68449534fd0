"""Forty searches as readers type them, each of which finds its page among the first three results, on the web and in a folder."""

from __future__ import annotations

import contextlib

import pytest
from playwright.sync_api import Browser, Page, TimeoutError, expect

from tests.browser.reader import Reader

# What is typed, and any one of the pages that answer it.
QUERIES = {
    "hyperthermia": "therapies/hyperthermia",
    "thermal ablation": "therapies/thermal-ablation",
    "radiofrequency ablation": "therapies/thermal-ablation",
    "cryoablation": "therapies/cryoablation",
    "cryotherapy": "therapies/cryoablation reference/glossary.html#cryoablation",
    "engineered cytokines": "therapies/engineered-cytokines",
    "bempegaldesleukin": "therapies/engineered-cytokines reference/glossary.html#bempegaldesleukin",
    "NKTR-214": "reference/glossary.html#bempegaldesleukin therapies/engineered-cytokines",
    "CAR-T": "therapies/adoptive-cells reference/glossary.html#car-t-cell",
    "chimeric antigen receptor": "therapies/adoptive-cells reference/glossary.html#chimeric-antigen-receptor",
    "tumor-infiltrating lymphocyte": "reference/glossary.html#tumour-infiltrating-lymphocyte therapies/adoptive-cells",
    "oncolytic virus": "therapies/oncolytic-viruses",
    "T-VEC": "therapies/oncolytic-viruses reference/glossary.html#talimogene-laherparepvec",
    "fecal transplant": "reference/glossary.html#faecal-microbiota-transplantation therapies/microbiome",
    "gut microbiome": "therapies/microbiome",
    "PD-1": "foundations/checkpoint-inhibitors reference/glossary.html#pd-1",
    "programmed death 1": "reference/glossary.html#pd-1 foundations/checkpoint-inhibitors",
    "nivolumab": "reference/glossary.html#nivolumab foundations/checkpoint-inhibitors",
    "Opdivo": "reference/glossary.html#nivolumab",
    "Keytruda": "reference/glossary.html#pembrolizumab",
    "CTLA-4": "foundations/checkpoint-inhibitors reference/glossary.html#ctla-4",
    "immune-related adverse events": "foundations/immune-related-harms",
    "myocarditis": "foundations/immune-related-harms reference/glossary.html#myocarditis",
    "irAE": "reference/glossary.html#immune-related-adverse-event foundations/immune-related-harms",
    "tumor microenvironment": "foundations/tumour-microenvironment reference/glossary.html#tumour-microenvironment",
    "cancer immunity cycle": "foundations/cancer-immunity-cycle",
    "reading the evidence": "foundations/reading-the-evidence",
    "mRECIST": "foundations/reading-the-evidence reference/glossary.html#mrecist",
    "hepatocellular carcinoma": "settings/hepatocellular-carcinoma",
    "IMbrave150": "settings/hepatocellular-carcinoma",
    "HIMALAYA": "settings/hepatocellular-carcinoma therapies/checkpoint-combinations",
    "liver metastases": "settings/lung-cancer-liver-metastases therapies/local-treatment-of-liver-metastases",
    "T-cell exhaustion": "mechanisms/t-cell-exhaustion",
    "antigen presentation": "mechanisms/antigen-presentation",
    "heat shock proteins": "mechanisms/heat-shock-proteins",
    "exosomes": "mechanisms/exosomes",
    "abscopal": "mechanisms/abscopal-effect",
    "Kupffer cell": "mechanisms/tolerant-liver reference/glossary.html#kupffer-cell",
    "Treg": "mechanisms/suppressive-microenvironment reference/glossary.html#regulatory-t-cell",
    "热疗": "reference/glossary.html#hyperthermia",
}
ITEM = ".md-search-result__item"
_FIRST_THREE = """() => [...document.querySelectorAll(".md-search-result__item")].slice(0, 3).map(item =>
  [...item.querySelectorAll("a.md-search-result__link")].map(link => link.href.replace(/\\?[^#]*/, "")))"""


def found(page: Page, words: str) -> list[list[str]]:
    """The links of the first three results, once those of the words before are gone and the new ones have come."""
    box = page.locator(".md-search__input")
    box.fill("")
    box.press("End")
    expect(page.locator(ITEM)).to_have_count(0)
    box.fill(words)
    box.press("End")
    with contextlib.suppress(TimeoutError):
        page.locator(ITEM).first.wait_for(state="attached", timeout=10_000)
    links: list[list[str]] = page.evaluate(_FIRST_THREE)
    return links


@pytest.mark.parametrize("served", [True, False], ids=["from a server", "from a folder"])
def test_forty_searches_find_their_pages_among_the_first_three(
    site: object, browser: Browser, web: str, served: bool
) -> None:
    reader = Reader.open(browser, web)
    page = reader.visit("index.html" if served else f"{site.as_uri()}/index.html")  # type: ignore[attr-defined]
    missed = {}
    for words, wanted in QUERIES.items():
        results = found(page, words)
        if not any(part in link for part in wanted.split() for item in results for link in item):
            missed[words] = [item[0].rpartition("/site/")[2] for item in results]
    assert missed == {}, missed
    assert len(QUERIES) >= 40
    reader.close()
