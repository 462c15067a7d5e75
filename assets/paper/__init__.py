"""Statements as pages: one per agent, laid out like the paper form, and one per team that leads."""

from collections.abc import Iterable
from pathlib import Path

from assets.files.whole_folder import whole_folder
from assets.workbook.book import TeamBook

FOLDER = "statements"


def write_pages(books: Iterable[TeamBook], folder: Path) -> list[Path]:
    """folder/statements/<team>/, in place of the last ones at once; nothing without people."""
    from assets.paper.render import agent_page, team_page

    final = folder / FOLDER
    with whole_folder(final) as incoming:
        for book in books:
            team = incoming / book.file_name
            team.mkdir()
            _write(team / "index.html", team_page(book))
            for form, agent in book.sheets:
                path = team / f"{book.page_of(form, agent)}.html"
                _write(path, agent_page(book, form, agent))
    return sorted(path for path in final.rglob("*.html"))


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
