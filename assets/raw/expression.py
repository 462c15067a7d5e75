"""The SQL that turns the text of a file's columns into the typed columns of a log."""

from dataclasses import dataclass

from assets.raw.log import LogColumn
from assets.raw.source import Constant, Mapping, Source

# An offset at the end of an ISO time ("Z", "+08:00"); DuckDB's own cast would drop it silently.
HAS_OFFSET = r"(Z|[+-]\d\d:?\d\d)$"


@dataclass(frozen=True)
class ColumnSql:
    """Two expressions for one column: its text in the file (NULL when empty) and its value."""

    text: str
    value: str


def identifier(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def literal(value: Constant) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    return "'" + value.replace("'", "''") + "'"


def column_sql(source: Source, mapping: Mapping, column: LogColumn, header: list[str]) -> ColumnSql:
    """Expressions over a relation whose columns are the file's headers, all text."""
    nulls = [*source.null_words, *mapping.null_words]
    text = _text(mapping, header, nulls)
    text = _only_when(mapping, text)
    value = _mapped(mapping, text) if mapping.is_mapped else _typed(source, mapping, column, text)
    if column.pseudonym:
        value = f"left(sha256(getvariable('pseudonym_key') || {text}), 20)"
    return ColumnSql(text=text, value=f"cast({value} as {column.sql_type})")


def _text(mapping: Mapping, header: list[str], nulls: list[str]) -> str:
    if mapping.value is not None:
        return f"cast({literal(mapping.value)} as varchar)"
    if mapping.join:
        parts = ", ".join(_cell(name, header, nulls) for name in mapping.join)
        return f"nullif(concat_ws({literal(mapping.separator)}, {parts}), '')"
    if mapping.date is not None and mapping.time is not None:
        day, time = (_cell(name, header, nulls) for name in (mapping.date, mapping.time))
        return f"{day} || ' ' || {time}"
    present = [name for name in mapping.names if name in header]
    text = _cell(present[0], header, nulls) if present else "cast(null as varchar)"
    if mapping.trim:
        text = f"regexp_replace({text}, {literal(_escape(mapping.trim) + '$')}, '')"
    return text


def _escape(text: str) -> str:
    return "".join(f"\\{c}" if c in r"\.+*?()[]{}|^$" else c for c in text)


def _cell(name: str, header: list[str], nulls: list[str]) -> str:
    if name not in header:
        return "cast(null as varchar)"
    raw = identifier(name)
    # trimming every cell would cost more than reading it; few have anything to trim
    is_tidy = f"{raw} >= '!' and not suffix({raw}, ' ') and not suffix({raw}, e'\\t')"
    cell = f"case when {is_tidy} then {raw} else nullif(trim({raw}, e' \\t\\r'), '') end"
    words = [word for word in dict.fromkeys(nulls) if word]
    if not words:
        return cell
    return f"case when ({cell}) in ({', '.join(map(literal, words))}) then null else {cell} end"


def _only_when(mapping: Mapping, text: str) -> str:
    conditions = [
        f"coalesce({identifier(name)}, '') {word} ({', '.join(map(literal, values))})"
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


def _typed(source: Source, mapping: Mapping, column: LogColumn, text: str) -> str:
    match column.type:
        case "text":
            return text
        case "integer":
            whole = f"try_cast({text} as decimal(38, 4))"
            return f"case when {whole} = floor({whole}) then {whole} end"
        case "seconds":
            return _seconds(mapping, text)
        case "timestamp":
            return _timestamp(source, mapping, text)
        case "date":
            return _date(mapping, text)
        case _:
            if mapping.unit == "percent":
                return f"try_cast(rtrim({text}, '%％') as decimal(18, 6)) / 100"
            return f"try_cast({text} as {column.sql_type})"


def _seconds(mapping: Mapping, text: str) -> str:
    number = f"try_cast({text} as decimal(18, 3))"
    match mapping.unit:
        case "ms":
            return f"try_cast({text} as decimal(18, 3)) / 1000"
        case "minutes":
            return f"{number} * 60"
        case "hms":
            part = [f"try_cast(string_split({text}, ':')[{i}] as decimal(18, 3))" for i in (-1, -2)]
            hours = f"coalesce(try_cast(string_split({text}, ':')[-3] as decimal(18, 3)), 0)"
            shape = f"regexp_full_match({text}, '(\\d+:)?\\d+:\\d{{2}}(\\.\\d+)?')"
            return f"case when {shape} then {hours} * 3600 + {part[1]} * 60 + {part[0]} end"
        case _:
            return number


def _date(mapping: Mapping, text: str) -> str:
    if mapping.format:
        return f"cast(try_strptime({text}, {_formats(mapping.format)}) as date)"
    return f"try_cast({text} as date)"


def _timestamp(source: Source, mapping: Mapping, text: str) -> str:
    if mapping.format == ["%s"]:
        return f"make_timestamp(cast(try_cast({text} as double) * 1000000 as bigint))"
    if mapping.format and all("%z" in one for one in mapping.format):
        return f"timezone('UTC', try_strptime({text}, {_formats(mapping.format)}))"
    if mapping.format:
        return _to_utc(source, f"try_strptime({text}, {_formats(mapping.format)})")
    local = _to_utc(source, f"try_cast({text} as timestamp)")
    with_offset = f"timezone('UTC', try_cast({text} as timestamptz))"
    return f"case when regexp_matches({text}, '{HAS_OFFSET}') then {with_offset} else {local} end"


def _formats(formats: list[str]) -> str:
    if len(formats) == 1:
        return literal(formats[0])
    return f"[{', '.join(map(literal, formats))}]"


def _to_utc(source: Source, local: str) -> str:
    """A local time of the source's zone as UTC; DuckDB's ICU knows the clock changes."""
    if source.time_zone == "UTC":
        return local
    zone = "getvariable('desk_zone')" if source.time_zone == "desk" else literal(source.time_zone)
    return f"timezone('UTC', timezone({zone}, {local}))"
