"""A page that only leads on says where to, by itself and by a link, and holds nothing that runs."""

from lxml import html

from review.publish.leading import leading_page


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
