"""Students' Markdown as HTML that only shows: no HTML of theirs, no links, nothing from outside."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from html import escape
from typing import Any


def rendered(text: str, pictures: Mapping[str, str]) -> str:
    """Return Markdown as HTML; ``pictures`` are those pasted into it (``attachment:name``).

    HTML in it is shown as text (markdown-it's ``html: False``). A link shows where it leads and
    can't be followed by accident; a picture from elsewhere is named and not fetched: whoever put
    it there would learn who marks, and when.
    """
    html: str = _markdown().render(text, {"pictures": pictures})
    return html


@cache
def _markdown() -> Any:
    from markdown_it import MarkdownIt

    renderer = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    renderer.add_render_rule("image", _image)
    renderer.add_render_rule("link_open", lambda *_: "<u>")
    renderer.add_render_rule("link_close", lambda *_: "</u>")
    renderer.core.ruler.push("tamed", _tamed)
    return renderer


def _tamed(state: Any) -> None:
    """Put the address of a link behind its text, and headings below those of the page."""
    from markdown_it.token import Token

    for block in state.tokens:
        if block.type in ("heading_open", "heading_close"):
            block.tag = "h3"
        if block.type != "inline" or not block.children:
            continue
        kept, address = [], ""
        for token in block.children:
            kept.append(token)
            if token.type == "link_open":
                address = str(token.attrGet("href") or "")
            elif token.type == "link_close" and address:
                kept.append(Token("text", "", 0, content=f" ({address[:200]})"))
        block.children = kept


def _image(_: Any, tokens: Any, index: int, __: Any, env: Any) -> str:
    token = tokens[index]
    source, told = str(token.attrGet("src") or ""), escape(str(token.content or ""))
    name = source.removeprefix("attachment:")
    if name != source and name in env["pictures"]:
        return f'<img src="{escape(env["pictures"][name])}" alt="{told}">'
    return f"<em>[picture: {told} {escape(source[:200])}]</em>"
