"""The SQL that turns the text of a file's columns into the typed columns of a log."""

from dataclasses import dataclass

from assets.raw import moment, quantity
from assets.raw.log import LogColumn
from assets.raw.pseudonym import pseudonym
from assets.raw.quoting import identifier, literal
from assets.sources.mapping import Mapping
from assets.sources.source import Source

# Cells of a record that says nothing: DuckDB's own word for it is NULL.
NOTHING = "cast(null as varchar)"


@dataclass(frozen=True)
class ColumnSql:
    """Two expressions for one column: its text in the file (NULL when empty) and its value."""

    text: str
    value: str


@dataclass(frozen=True)
class Reading:
    """How the cells of a file are read: by which source, header and time zone.

    Trimming every cell costs more than reading it, and few have anything to trim: the quick
    reading takes cells as they are, the careful one, of the records in doubt, trims them.
    """

    source: Source
    header: tuple[str, ...]
    desk_zone: str
    is_careful: bool = False

    @property
    def zone(self) -> str:
        return moment.zone_of(self.source, self.desk_zone)

    def cell(self, name: str, more_null_words: list[str] | None = None) -> str:
        """The text under a header; NULL where the file has no such column or a word for none."""
        if name not in self.header:
            return NOTHING
        raw = identifier(name)
        words = [word for word in (more_null_words or []) if word]
        if self.is_careful:
            raw = f"nullif(trim({raw}, e' \\t\\r'), '')"
            words += [word for word in self.source.null_words if word]
        elif self.source.format != "csv":  # the CSV reader knows the source's words itself
            words += self.source.null_words
        if not words:
            return raw
        listed = ", ".join(map(literal, dict.fromkeys(words)))
        return f"case when {raw} in ({listed}) then null else {raw} end"


def column_sql(reading: Reading, mapping: Mapping, column: LogColumn) -> ColumnSql:
    """Expressions over a relation whose columns are the file's headers, all text."""
    text = _only_when(reading, mapping, _text(reading, mapping, column))
    typed = _mapped(mapping, text) if mapping.is_mapped else _typed(reading, mapping, column, text)
    if mapping.missing is not None:
        typed = f"case when {text} is null then {literal(mapping.missing)} else {typed} end"
    if column.pseudonym:
        typed = pseudonym(text, recurs=column.recurs and not reading.is_careful)
    if column.type == "text":
        return ColumnSql(text, typed)
    return ColumnSql(text, f"cast({typed} as {column.sql_type})")


def _text(reading: Reading, mapping: Mapping, column: LogColumn) -> str:
    if mapping.value is not None:
        return f"cast({literal(mapping.value)} as varchar)"
    nulls = mapping.null_words
    if mapping.join:
        parts = ", ".join(reading.cell(name, nulls) for name in mapping.join)
        return f"nullif(concat_ws({literal(mapping.separator)}, {parts}), '')"
    if mapping.date is not None and mapping.time is not None:
        day, time = (reading.cell(name, nulls) for name in (mapping.date, mapping.time))
        return f"{day} || ' ' || {time}"
    if mapping.sum:
        return _summed(reading, mapping)
    text = _first(reading, mapping)
    if mapping.of is not None:  # a share of nothing known says nothing
        text = f"case when {reading.cell(mapping.of)} is not null then {text} end"
    if mapping.trim_start:
        text = f"regexp_replace({text}, {literal('^' + _escape(mapping.trim_start))}, '')"
    if mapping.trim:
        text = f"regexp_replace({text}, {literal(_escape(mapping.trim) + '$')}, '')"
    return text


def _first(reading: Reading, mapping: Mapping) -> str:
    """The first of the named columns: of a table its header decides, of JSON each record."""
    present = [name for name in mapping.names if name in reading.header]
    if present:
        cells = [reading.cell(name, mapping.null_words) for name in present]
        per_record = reading.source.format == "json" and len(cells) > 1
        return f"coalesce({', '.join(cells)})" if per_record else cells[0]
    return NOTHING if mapping.file_name is None else from_file_name(mapping.file_name)


def from_file_name(pattern: str) -> str:
    """The part of the file's name in parentheses; NULL where several parts disagree."""
    import re

    groups = range(1, re.compile(pattern).groups + 1)
    parts = ", ".join(
        f"nullif(regexp_extract(_name, {literal(pattern)}, {group}), '')" for group in groups
    )
    distinct = f"list_distinct([{parts}])"  # knows no NULL
    return f"case when len({distinct}) = 1 then {distinct}[1] end"


def _summed(reading: Reading, mapping: Mapping) -> str:
    """Σ of columns as text; NULL when all are empty, and no number when one is none."""
    cells = [reading.cell(name, mapping.null_words) for name in mapping.sum]
    numbers = [quantity.number(reading.source, cell, "decimal(18, 4)") for cell in cells]
    wrong = " or ".join(
        f"({cell} is not null and {value} is null)"
        for cell, value in zip(cells, numbers, strict=True)
    )
    total = " + ".join(f"coalesce({value}, 0)" for value in numbers)
    shown = f"rtrim(rtrim(cast({total} as varchar), '0'), '.')"
    return (
        f"case when coalesce({', '.join([*cells, 'null'])}) is null then null "
        f"when {wrong} then concat_ws('+', {', '.join(cells)}) else {shown} end"
    )


def _escape(text: str) -> str:
    return "".join(f"\\{c}" if c in r"\.+*?()[]{}|^$" else c for c in text)


def _only_when(reading: Reading, mapping: Mapping, text: str) -> str:
    conditions = [
        f"coalesce({reading.cell(name)}, '') {word} ({', '.join(map(literal, values))})"
        for word, rules in (("in", mapping.when), ("not in", mapping.unless))
        for name, values in rules.items()
    ]
    return f"case when {' and '.join(conditions)} then {text} end" if conditions else text


def _mapped(mapping: Mapping, text: str) -> str:
    cases = [f"when {text} = {literal(k)} then {literal(v)}" for k, v in mapping.values.items()]
    cases += [
        f"when starts_with({text}, {literal(k)}) then {literal(v)}"
        for k, v in mapping.prefixes.items()
    ]
    if mapping.otherwise is not None:
        rest = text if mapping.otherwise == "keep" else literal(mapping.otherwise)
        cases.append(f"when {text} is not null then {rest}")
    return f"case {' '.join(cases)} end"


def _typed(reading: Reading, mapping: Mapping, column: LogColumn, text: str) -> str:
    source = reading.source
    match column.type:
        case "text":
            return text
        case "integer" if mapping.of is not None:
            return quantity.count_of(source, mapping, text, reading.cell(mapping.of))
        case "integer":
            return quantity.whole(source, text)
        case "seconds":
            return quantity.seconds(source, mapping.unit, text)
        case "timestamp":
            return _moved(reading, mapping, moment.moment(mapping, reading.zone, text))
        case "date":
            return moment.day(mapping, text)
        case "boolean":
            return f"try_cast({text} as boolean)"
        case _ if mapping.unit in ("percent", "share"):
            return quantity.share(source, text, mapping.unit)
        case _:
            return quantity.number(source, text, column.sql_type)


def _moved(reading: Reading, mapping: Mapping, value: str) -> str:
    for sign, length in (("+", mapping.plus), ("-", mapping.less)):
        if length is not None:
            value = (
                f"{value} {sign} "
                f"{quantity.length(reading.source, length, reading.cell(length.name))}"
            )
    return value
