"""A what-if page as text: both languages in one file that calls nobody."""

from importlib.resources import files

from markupsafe import Markup

from dashboards.render import environment, hash_of, joined, json_text, plotly_script
from dashboards.theme import FONTS, LIGHT, css_variables
from dashboards.whatif.content import WhatIf
from dashboards.whatif.panels import panels, tiles
from metrics.exact import plain
from metrics.label import Language
from metrics.words import words

STYLES = ("base", "layout", "panels", "charts", "tables", "print")
LANGUAGES: tuple[Language, ...] = ("zh", "en")


def render_whatif(whatif: WhatIf) -> str:
    """The same question to the same desk gives the same text."""
    plotly, script = plotly_script(), _own("page.js")
    variables = f":root{{{css_variables(LIGHT)}--fonts:{FONTS};color-scheme:light}}\n"
    style = variables + joined("styles", STYLES, "css") + _own("page.css")
    sides = {language: panels(whatif, language) for language in LANGUAGES}
    figures = {
        language: [panel.figure for panel in found if panel.figure is not None]
        for language, found in sides.items()
    }
    return (
        environment()
        .get_template("whatif.html")
        .render(
            whatif=whatif,
            languages=sorted(LANGUAGES, key=lambda language: language != whatif.language),
            sides=sides,
            tiles={language: tiles(whatif, language) for language in LANGUAGES},
            asked={language: _asked(whatif, language) for language in LANGUAGES},
            word=lambda key, language: words("whatif_page", key, language),
            style=Markup(style),
            style_hash=hash_of(style),
            plotly=Markup(plotly),
            script=Markup(script),
            hashes=[hash_of(plotly), hash_of(script)],
            figures=json_text(figures),
        )
    )


def _asked(whatif: WhatIf, language: Language) -> list[str]:
    """The scheme and what was set in it, as one would ask again."""
    found = [f"{whatif.scheme.id} · {whatif.scheme.title.in_(language)}"]
    if whatif.instead_of != whatif.scheme.id:
        found.append(words("whatif", "instead_of", language).format(scheme=whatif.instead_of))
    found += whatif.changes or [words("whatif_page", "as_it_is", language)]
    if whatif.new_total is not None:
        text = words("whatif", "new_total", language)
        found.append(text.format(total=plain(whatif.new_total)))
    return found


def _own(name: str) -> str:
    return files("dashboards").joinpath("whatif", name).read_text(encoding="utf-8")
