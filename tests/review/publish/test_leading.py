"""A page that only leads on says where to, by itself and by a link, and holds nothing that runs."""

from lxml import html

from review.moves import Address
from review.publish.leading import leading_page, moved_pages


def test_it_leads_on_by_itself_and_by_its_link() -> None:
    page = html.document_fromstring(leading_page("Heat", "It is here:", "../b/heat.html", "en", "https://x.example/"))
    (refresh,) = page.xpath("//meta[@http-equiv='refresh']/@content")
    assert refresh == "0; url=../b/heat.html"
    assert page.xpath("//a/@href") == ["../b/heat.html"]
    assert page.xpath("//link[@rel='canonical']/@href") == ["https://x.example/"]
    assert page.get("lang") == "en" and page.xpath("//script") == []


def test_nothing_in_it_becomes_markup() -> None:
    text = leading_page("<b>\"x'", "<i>", 'a"b.html', "zh")
    page = html.document_fromstring(text)
    assert page.xpath("//b | //i") == [] and "canonical" not in text
    assert page.xpath("string(//h1)") == "<b>\"x'" and page.xpath("//a/@href") == ['a"b.html']


def test_each_page_that_moved_leads_on_from_its_old_place() -> None:
    addresses = [Address("a/old.html", "b/new.html#here"), Address("zh/old.html", "zh/new.html"), Address("stays.html")]
    pages = moved_pages(addresses, str.upper, lambda of: f"moved ({of})", "https://x.example/")
    assert set(pages) == {"a/old.html", "zh/old.html"}
    english, chinese = (html.document_fromstring(pages[name]) for name in ("a/old.html", "zh/old.html"))
    assert english.xpath("//a/@href") == ["../b/new.html#here"] and chinese.xpath("//a/@href") == ["new.html"]
    assert english.xpath("//link/@href") == ["https://x.example/b/new.html"]
    assert (english.xpath("string(//h1)"), chinese.get("lang")) == ("B/NEW.HTML", "zh")
