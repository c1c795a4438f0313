"""What is put into pages, of whichever engine, and that nothing else changes in them."""

from __future__ import annotations

from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from coursekit.book.html import for_everybody, put_in, read_page
from coursekit.book.launch import COLLEGES, Home, Offer, shared_files, with_control

SPHINX = """<!DOCTYPE html>
<html><head><title>T &#8212; Book</title></head>
<body><header><a href="../assignments/lab01.html">Lab</a></header>
<div class="onlyprint"><h1>T</h1></div>
<main><article><h1>T<a class="headerlink" href="#t">#</a></h1>
<p>Do <a href="../assignments/lab01.html#q"><span>the lab</span></a> now.</p></article>
<footer><a href="../assignments/lab01.html">next</a></footer></main></body></html>
"""
MYST = """<!DOCTYPE html><html lang="en"><head><title>T</title></head><body><div id="root">
<nav><a href="/lab01">x</a></nav><main><div class="grid"><article><h1 id="t">T</h1><p>x</p>
</article></div></main></div></body></html>"""
LAB = Offer(
    'Lab <1> & "more"',
    "http://hub.example/go/data8/lab01",
    others=(("Binder", "https://binder.example/v2?a=1&b=2"),),
    download="coursekit-launch/notebooks/lab01.ipynb",
)
OFFERS = {"assignments/lab01.html": LAB}


def test_the_control_stands_behind_the_article_s_heading_in_both_engines_pages() -> None:
    for text in (SPHINX, MYST):
        made = with_control(text, read_page(text), "assignments/lab01.html", OFFERS)
        soup = BeautifulSoup(made, "html.parser")
        article = soup.find("article")
        assert article is not None
        heading = article.find("h1")
        assert heading is not None
        group = heading.find_next_sibling()
        assert group is not None
        assert group["aria-label"] == f"Open {LAB.title}"
        links = group.find_all("a")
        assert [link["href"] for link in links] == [
            LAB.hub,
            LAB.others[0][1],
            f"../{LAB.download}",
        ]
        assert LAB.title in links[0].get_text()
        head = soup.find("head")
        assert head is not None
        scripts = [one["src"] for one in head.find_all("script")]
        assert scripts == ["../coursekit-launch/colleges.js", "../coursekit-launch/launch.js"]


def test_a_mention_gets_a_link_and_menus_do_not() -> None:
    made = with_control(SPHINX, read_page(SPHINX), "chapters/week1.html", OFFERS)
    soup = BeautifulSoup(made, "html.parser")
    (mention,) = soup.find_all("a", class_="ck-open")
    assert mention["href"] == LAB.hub
    assert mention.find_parent("article") is not None
    assert mention.parent is not None
    assert mention.parent.find_previous_sibling("a") is not None
    assert not soup.find_all(class_="ck-launch")


def test_a_page_without_a_notebook_gets_the_style_alone() -> None:
    made = with_control(MYST, read_page(MYST), "index.html", {})
    css = '<link rel="stylesheet" href="coursekit-launch/launch.css">\n'
    assert made.replace(css, "", 1) == MYST


def test_what_is_no_page_stays_as_it_is() -> None:
    for text in ("", "<p>a fragment", "\x00\x01", "<body>no head</body>"):
        assert with_control(text, read_page(text), "assignments/lab01.html", OFFERS) == text


TAGS = (
    *("<p>", "</p>", "<h1>", "</h1>", "<article>", "</article>", "</head>", "<body>", "\r\n"),
    *('<a href="assignments/lab01.html">', "</a>", "<!--", "-->", "\u2028", "\x0c", "<", "&"),
    *("<script>if (a</h1>b)</script>", "</main ", "é"),
)
PARTS = st.lists(st.one_of(st.sampled_from(TAGS), st.text(max_size=8)), max_size=30)


@given(PARTS)
def test_nothing_is_lost_or_moved_in_any_page(parts: list[str]) -> None:
    text = "".join(parts)
    page = read_page(text)
    made = with_control(text, page, "index.html", OFFERS)
    if made != text:
        rest = made
        for piece in ('<link rel="stylesheet" href="coursekit-launch/launch.css">\n',):
            assert rest.count(piece) == 1
            rest = rest.replace(piece, "")
        assert len(rest) >= len(text)
    places = [place for place in (page.head, page.heading) if place >= 0]
    places += [reference.end for reference in page.references]
    assert all(0 <= place <= len(text) for place in places)
    if page.head >= 0:
        assert text[page.head : page.head + 6].lower() == "</head"
    if page.heading > 0:
        assert text[page.heading - 1] == ">"
    assert put_in(text, []) == text


def test_no_college_s_name_ends_the_script() -> None:
    home = Home("x", "</script><script>alert(1)//", ("x.example",))
    assert "</script" not in shared_files([home], "http://hub.example")[COLLEGES]


def test_what_the_theme_forgets_is_named_and_nothing_else() -> None:
    arrow = '<summary><span class="toctree-toggle" role="presentation"></span></summary>'
    own = "<summary>A hint</summary>"
    table = '<div class="pst-scrollable-table-container"><table></table></div>'
    text = for_everybody(arrow + own + table)
    assert text.count("aria-label") == 1
    assert text.startswith('<summary aria-label="Show or hide the pages below this one"><span ')
    assert own in text
    assert '<div class="pst-scrollable-table-container" tabindex="0"><table>' in text
