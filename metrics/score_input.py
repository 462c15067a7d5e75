"""The table of inputs as a file: CSV or JSON lines, read whole, every mistake with its line."""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from metrics.collector import collector_at_rest
from metrics.documents import Problem, nearest
from metrics.entry import Entry, Fault
from metrics.exact import exact, plain
from metrics.label import Label
from metrics.number import Fraction
from metrics.period import is_period
from metrics.saying import said

NEEDED = ("agent_id", "input", "value")
COLUMNS = (*NEEDED, "numerator", "denominator", "period", "group", "rater")
NO_VALUE = {"n/a", "na", "无", "无数据"}


@dataclass(frozen=True)
class ScoreInput:
    entries: tuple[Entry, ...]
    faults: tuple[Fault, ...]


class _Row(NamedTuple):
    line: int
    cells: dict[str, str]
    problem: Label | None = None

    def cell(self, name: str) -> str:
        return self.cells.get(name, "")


def read_score_input(path: Path) -> ScoreInput:
    """Rows that can be read become entries; each other row becomes a fault of its agent."""
    text = _text(path)
    is_json = path.suffix.lower() in {".jsonl", ".json", ".ndjson"} or text.lstrip()[:1] == "{"
    with collector_at_rest():
        rows = list(_json_rows(path, text) if is_json else _csv_rows(path, text))
    periods_given = any(row.cell("period") for row in rows)
    with collector_at_rest():
        read = [_entry(row, period_needed=periods_given) for row in rows]
    entries = [one for one in read if isinstance(one, Entry)]
    faults = [one for one in read if isinstance(one, Fault)]
    return ScoreInput(tuple(entries), tuple(faults))


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise Problem(f"{path}: there is no such file.") from None
    except UnicodeDecodeError:
        raise Problem(f"{path}: not UTF-8 text; save it as UTF-8.") from None
    except OSError as error:
        raise Problem(f"{path}: cannot be read: {error.strerror}.") from None


def _csv_rows(path: Path, text: str) -> Iterator[_Row]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = [name.strip() for name in next(reader, [])]
        _check_columns(path, header)
        for cells in reader:
            if any(cell.strip() for cell in cells):
                extra = said("appraisal", "bad_cells") if len(cells) > len(header) else None
                named = {name: cell.strip() for name, cell in zip(header, cells, strict=False)}
                yield _Row(reader.line_num, named, extra)
    except csv.Error as error:
        raise Problem(f"{path}, line {reader.line_num}: not valid CSV: {error}.") from None


def _json_rows(path: Path, text: str) -> Iterator[_Row]:
    for line, written in enumerate(text.splitlines(), start=1):
        if not written.strip():
            continue
        try:
            cells = json.loads(written, parse_float=str, parse_int=str)
        except ValueError as error:
            yield _Row(line, {}, said("appraisal", "bad_json", why=error))
            continue
        if not isinstance(cells, dict):
            yield _Row(line, {}, said("appraisal", "bad_json", why=written.strip()[:40]))
            continue
        _check_columns(path, [*cells, *NEEDED], line)
        yield _Row(line, {name: _cell(value) for name, value in cells.items()})


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return value.strip() if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _check_columns(path: Path, header: list[str], line: int = 1) -> None:
    for name in NEEDED:
        if name not in header:
            raise Problem(f'{path}, line {line}: the column "{name}" is missing; add it.')
    for name in header:
        if name not in COLUMNS:
            hint = nearest(name, list(COLUMNS))
            raise Problem(f'{path}, line {line}: unknown column "{name}".{hint}')
    twice = [name for name in set(header) if header.count(name) > 1 and line == 1]
    if twice and len(header) > len(set(header)) and not path.suffix.lower().startswith(".json"):
        raise Problem(f'{path}, line {line}: the column "{sorted(twice)[0]}" stands twice.')


def _entry(row: _Row, *, period_needed: bool) -> Entry | Fault:
    agent_id, period = row.cell("agent_id"), row.cell("period")
    problem = row.problem or _who_and_when(row, period_needed=period_needed)
    value = problem or _value(row)
    if isinstance(value, Label):
        return Fault(value, agent_id, period, row.line)
    word, number = (value, None) if isinstance(value, str) else ("", value)
    return Entry(
        agent_id, row.cell("input"), number, period, row.cell("group"), row.cell("rater"),
        row.line, word,
    )  # fmt: skip


def _who_and_when(row: _Row, *, period_needed: bool) -> Label | None:
    period = row.cell("period")
    if not row.cell("agent_id"):
        return said("appraisal", "no_agent")
    if not row.cell("input"):
        return said("appraisal", "no_input")
    if period and not is_period(period):
        return said("appraisal", "bad_period", period=period)
    return said("appraisal", "no_period") if period_needed and not period else None


def _value(row: _Row) -> Fraction | Label | str | None:
    """A ratio where there is one, else the value; a ratio over nothing is no value.

    What is no number may be a word that the scheme knows.
    """
    numbers: dict[str, Fraction | None] = {}
    for column in ("value", "numerator", "denominator"):
        written = row.cell(column)
        if not written or (column == "value" and written.casefold() in NO_VALUE):
            numbers[column] = None
            continue
        try:
            numbers[column] = exact(written)
        except ValueError as error:
            if column == "value" and _is_word(written, row):
                return written
            return said("appraisal", "not_a_number", column=column, why=error)
    value, over, under = numbers["value"], numbers["numerator"], numbers["denominator"]
    if (over is None) != (under is None):
        return said("appraisal", "half_a_ratio")
    if over is None or under is None:
        given = bool(row.cell("value"))
        return value if given else said("appraisal", "empty_value")
    if under == 0:
        return None
    if value is not None and not _agrees(row.cell("value"), value, over / under):
        return said(
            "appraisal",
            "disagrees",
            value=row.cell("value"),
            numerator=plain(over),
            denominator=plain(under),
        )
    return over / under


def _is_word(written: str, row: _Row) -> bool:
    """Letters without digits, and no ratio beside it: for the scheme to judge."""
    is_alone = not row.cell("numerator") and not row.cell("denominator")
    return is_alone and not any(sign.isdigit() for sign in written)


def _agrees(written: str, value: Fraction, ratio: Fraction) -> bool:
    """A rounded value beside its ratio may be off by one in its last digit, not by more."""
    digits = written.rstrip("% ").partition(".")[2]
    step = Fraction(1, 10 ** len(digits)) / (100 if written.endswith("%") else 1)
    return "/" in written or abs(value - ratio) <= step
