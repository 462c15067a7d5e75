"""The only place that writes HTML: a page's content in, one self-contained file out."""

import base64
import hashlib
import json
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from dashboards.content import Content
from dashboards.page import load_pages
from dashboards.theme import DARK, FONTS, LIGHT, css_variables
from metrics.words import topic_words

# In the order in which they need each other: decoding, sums, words, controls, pictures, pages.
SCRIPTS = (
    *("start", "decode", "days", "select", "sums", "times", "measured", "drift"),
    *("words", "numbers", "address", "looks", "axes", "trend", "lines", "bars", "funnel"),
    *("distribution", "heat_map", "staffing", "table", "export", "explain", "picker", "filters"),
    *("tiles", "alerts", "queues", "figures", "agents", "agent", "panel", "router", "api", "main"),
)
STYLES = ("base", "layout", "controls", "panels", "charts", "tables", "print")
TOPICS = ("site", "units", "weekdays", "months", "checks", "dated_by")


def render_site(content: Content) -> str:
    """The whole page as text; the same content gives the same text."""
    plotly, script, style = plotly_script(), page_script(), _style()
    return (
        environment()
        .get_template("page.html")
        .render(
            content=content,
            pages=load_pages(),
            style=Markup(style),
            style_hash=hash_of(style),
            plotly=Markup(plotly),
            script=Markup(script),
            hashes=[hash_of(plotly), hash_of(script)],
            meta=json_text(content.tree() | _shared(content)),
            facts=json_text(content.facts),
        )
    )


def page_script() -> str:
    """The page's own script: its parts, one after the other, in one closed scope."""
    parts = joined("scripts", SCRIPTS, "js")
    return f'(() => {{\n"use strict";\n{parts}}})();\n'


def plotly_script() -> str:
    """Plotly's smallest bundle, as its makers publish it; beside the page's own data and script."""
    return text_of("vendor", "plotly-basic.min.js")


def _shared(content: Content) -> dict[str, Any]:
    return {
        "language": content.language,
        "pages": [page.tree() for page in load_pages()],
        "words": {
            topic: {key: label.model_dump() for key, label in topic_words(topic).items()}
            for topic in TOPICS
        },
        "look": {"light": dict(LIGHT), "dark": dict(DARK)},
    }


def json_text(tree: object) -> Markup:
    """Safe inside a script element: nothing in it can end the element or start a comment."""
    text = json.dumps(tree, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return Markup(text.translate({ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}))


def hash_of(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"


def _style() -> str:
    light, dark = css_variables(LIGHT), css_variables(DARK)
    return (
        f":root{{{light}--fonts:{FONTS};color-scheme:light}}\n"
        f"@media screen and (prefers-color-scheme:dark){{:root{{{dark}color-scheme:dark}}}}\n"
        f"@media screen{{:root[data-theme=light]{{{light}color-scheme:light}}"
        f":root[data-theme=dark]{{{dark}color-scheme:dark}}}}\n" + joined("styles", STYLES, "css")
    )


def joined(folder: str, names: Iterable[str], suffix: str) -> str:
    return "".join(text_of(folder, f"{name}.{suffix}") for name in names)


@cache
def environment() -> Environment:
    return Environment(
        autoescape=True,
        loader=FunctionLoader(lambda name: text_of("templates", name)),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def text_of(folder: str, name: str) -> str:
    return files("dashboards").joinpath(folder, name).read_text(encoding="utf-8")
