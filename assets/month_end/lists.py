"""The sheet that nobody sees: which book this is, and the lists to pick from."""

from typing import TYPE_CHECKING

from assets.files.month_end_book import MARK, MARK_SHEET, letters
from assets.month_end.books import Book
from metrics.scheme_input import Input
from metrics.words import words

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook

PEOPLE = 1  # ids here, names beside them


class Lists:
    """Lists stand one beside another, each once."""

    def __init__(self, workbook: "Workbook", book: Book) -> None:
        self._sheet = workbook.add_worksheet(MARK_SHEET)
        self._sheet.very_hidden()
        self._sheet.protect()
        self._book = book
        self._places: dict[tuple[str, ...], str] = {}
        for row, text in enumerate((MARK, book.period, book.team)):
            self._sheet.write_string(row, 0, text)
        self.ids = self._write([one.agent_id for one in book.people], PEOPLE)
        self._write([one.name for one in book.people], PEOPLE + 1)
        self.people = f"{MARK_SHEET}!$B$1:$C${len(book.people)}"

    def of(self, declared: Input) -> str:
        """Where the words of the input stand; empty for numbers."""
        language = self._book.language
        texts = [one.in_(language) for one in declared.choices.values()]
        if declared.unit == "yes_no":
            texts = [words("month_end", key, language) for key in ("yes", "no")]
        key = tuple(texts)
        if texts and key not in self._places:
            self._places[key] = self._write(texts, PEOPLE + 2 + len(self._places))
        return self._places.get(key, "")

    def _write(self, texts: list[str], column: int) -> str:
        for row, text in enumerate(texts):
            self._sheet.write_string(row, column, text)
        name = letters(column)
        return f"={MARK_SHEET}!${name}$1:${name}${max(len(texts), 1)}"
