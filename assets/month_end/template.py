"""month-end/<period>/: writes the workbooks or CSV forms that the period's schemes need."""

import csv
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from assets.desk.home import Desk
from assets.month_end.asked import Asked, Form
from assets.month_end.books import Book, books_of
from assets.month_end.wording import allowed
from metrics.documents import Problem

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Format = Literal["xlsx", "csv"]
# As assets/sources/month_end_form.yml reads them.
FORM_HEADER = (
    "period 考核期", "agent_id 工号", "name 姓名", "input 录入项", "item 项目", "allowed 填写要求",
    "rater 评分人", "value 数值", "note 备注",
)  # fmt: skip


@dataclass(frozen=True)
class Template:
    """`is_new`: a file that stands there is somebody's work, and is left alone."""

    path: Path
    team: str
    people: int
    is_new: bool


def write_templates(
    connection: "DuckDBPyConnection", desk: Desk, period: str, format_: Format
) -> list[Template]:
    folder = desk.month_end / period
    return [
        _written(book, folder / f"{book.file_name}.{format_}")
        for book in books_of(connection, desk, period)
    ]


def _written(book: Book, path: Path) -> Template:
    is_new = not path.exists()
    if is_new:
        path.parent.mkdir(parents=True, exist_ok=True)
        _whole(path, lambda incoming: _write(book, incoming, path.suffix))
    return Template(path, book.team, len(book.people), is_new)


def _write(book: Book, path: Path, suffix: str) -> None:
    if suffix == ".csv":
        _write_form(book, path)
    else:
        from assets.month_end.draw import draw

        draw(book, path)


def _whole(path: Path, write: Callable[[Path], None]) -> None:
    """Whole or not at all."""
    incoming = path.with_name(f".{path.name}.incoming")
    try:
        write(incoming)
        os.replace(incoming, path)
    except OSError as error:
        raise Problem(f"{path}: cannot be written: {error.strerror}.") from None
    finally:
        incoming.unlink(missing_ok=True)


def _write_form(book: Book, path: Path) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as handle:
        writer = csv.writer(handle)
        writer.writerow(FORM_HEADER)
        for form in book.forms:
            writer.writerows(_form_rows(form, book))


def _form_rows(form: Form, book: Book) -> Iterator[list[str]]:
    for person in form.people:
        for one in form.asked:
            may_be = allowed(one.declared, book.language, book.currency)
            label = one.declared.label.in_(book.language)
            for rater in _raters(form, one):
                yield [book.period, person.agent_id, person.name, one.name, label, may_be,
                       rater, "", ""]  # fmt: skip


def _raters(form: Form, one: Asked) -> list[str]:
    return [*form.scheme.raters.who] if one.declared.rated and form.scheme.raters else [""]
