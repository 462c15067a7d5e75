"""A batch of files as typed rows, with every record that cannot be read told apart."""

from typing import TYPE_CHECKING

from assets.raw.expression import ColumnSql, column_sql, identifier, literal
from assets.raw.log import Log
from assets.raw.relation import REJECTS, SCANS, Part, relation_sql
from assets.raw.source import Source
from assets.statement import statement
from metrics.label import Label, Language
from metrics.saying import said
from metrics.words import label

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def read_incoming(
    connection: "DuckDBPyConnection",
    source: Source,
    header: list[str],
    parts: list[Part],
    *,
    keep_text: bool,
    language: Language,
    lenient: bool = False,
) -> None:
    """Fills temp tables: `incoming` (good rows), `batch_files`, `counts` and `refused`."""
    connection.execute(statement("raw", "masked"))
    _register_files(connection, parts)
    connection.execute(f"drop table if exists {REJECTS}")
    connection.execute(f"drop table if exists {SCANS}")
    relation = relation_sql(connection, source, header, parts, lenient=lenient)
    connection.execute(
        f"create or replace temp table incoming as "
        f"{_typed(source, header, relation, keep_text, language)}"
    )
    _collect_refused(connection, source, language)
    connection.execute(statement("raw", "counts"))
    connection.execute("delete from incoming where _bad is not null")
    connection.execute("alter table incoming drop column _bad")
    connection.execute("alter table incoming drop column _raw")


def _register_files(connection: "DuckDBPyConnection", parts: list[Part]) -> None:
    rows = [(part.file_id, part.waiting.file.name, str(part.path)) for part in parts]
    connection.execute(
        "create or replace temp table batch_files (file_id integer, file varchar, path varchar)"
    )
    connection.executemany("insert into batch_files values (?, ?, ?)", rows)


def _typed(
    source: Source, header: list[str], relation: str, keep_text: bool, language: Language
) -> str:
    log = source.canonical
    made: dict[str, ColumnSql] = {}
    for name, column in log.columns.items():
        mapping = source.columns.get(name)
        if mapping is None or (column.on_request and not keep_text):
            empty = f"cast(null as {column.sql_type})"
            made[name] = ColumnSql(text="cast(null as varchar)", value=empty)
        else:
            made[name] = column_sql(source, mapping, column, header)
    values = ", ".join(f"{sql.value} as {identifier(name)}" for name, sql in made.items())
    texts = ", ".join(f"{made[name].text} as {_text_of(name)}" for name in _fallible(source, log))
    cells = [identifier(f"_cell_{position}") for position in range(len(header))]
    kept = ", ".join(
        f"{identifier(name)} as {cell}" for name, cell in zip(header, cells, strict=True)
    )
    line = f"concat_ws(',', {', '.join(cells)})"
    columns = ", ".join(identifier(name) for name in log.columns)
    day = f", {_business_date(log)} as business_date" if log.is_dated else ""
    return f"""
        with made as (
            select
                {values}, {texts + ", " if texts else ""}
                {_left_out(source)} as _left_out, _broken, {kept}, _file
            from ({relation})
        ),
        judged as (
            select *, {_verdict(source, log, language)} as _bad from made
        )
        select
            {columns}{day},
            {literal(source.id)} as source, files.file_id,
            _bad, case when _bad is not null then masked({line}) end as _raw
        from judged
        join batch_files as files on files.path = _file
    """


def _text_of(name: str) -> str:
    return identifier(f"_text_{name}")


def _fallible(source: Source, log: Log) -> list[str]:
    """Columns whose text may not be what the column takes."""
    return [
        name
        for name, mapping in source.columns.items()
        if (log.columns[name].type != "text" or mapping.is_mapped) and mapping.value is None
    ]


def _left_out(source: Source) -> str:
    rules = [
        f"coalesce(trim({identifier(name)}), '') in ({', '.join(map(literal, words))})"
        for name, words in source.leave_out.items()
    ]
    return " or ".join(rules) if rules else "false"


def _verdict(source: Source, log: Log, language: Language) -> str:
    """Why a record is refused, in words that name the column; NULL for a good one."""

    def say(key: str, **values: object) -> str:
        return said("ingest", key, **values).in_(language)

    cases = [
        f"when _broken then {literal(say('not_a_record'))}",
        f"when _left_out then {literal(say('left_out'))}",
    ]
    for name in _fallible(source, log):
        wanted = _wanted(source, log, name)
        before, after = say("is_not", column=name, text="\0", wanted=wanted).split("\0")
        cases.append(
            f"when {identifier(name)} is null and {_text_of(name)} is not null then "
            f"concat({literal(before)}, masked({_text_of(name)}), {literal(after)})"
        )
    cases += [
        f"when {identifier(name)} is null then {literal(say('is_empty', column=name))}"
        for name, column in log.columns.items()
        if column.required
    ]
    return f"case {' '.join(cases)} end"


WANTED = {"timestamp": "a_time", "date": "a_date", "boolean": "a_boolean"}


def _wanted(source: Source, log: Log, name: str) -> Label:
    mapping, column = source.columns[name], log.columns[name]
    if mapping.is_mapped:
        return label("ingest", "a_mapped_word")
    what = label("ingest", WANTED.get(column.type, "a_number"))
    if mapping.format:
        return said("ingest", "written_as", what=what, formats=" | ".join(mapping.format))
    return what


UNREADABLE = ("cast", "missing_columns", "too_many_columns", "unquoted_value",
              "line_size_over_maximum", "invalid_encoding", "invalid_state")  # fmt: skip


def _unreadable(language: Language) -> list[tuple[str, str]]:
    """DuckDB's kinds of error, each with the desk's words for it."""
    return [
        (
            kind.replace("_", " ").upper(),
            said("ingest", "unreadable", why=label("ingest", kind)).in_(language),
        )
        for kind in UNREADABLE
    ]


def _business_date(log: Log) -> str:
    """The local day of the dating event, less the hour at which the desk's day begins."""
    dated_by = identifier(str(log.dated_by))
    if log.columns[str(log.dated_by)].type == "date":
        return dated_by
    local = f"timezone(getvariable('desk_zone'), timezone('UTC', {dated_by}))"
    return f"cast({local} - getvariable('day_start') as date)"


def _collect_refused(connection: "DuckDBPyConnection", source: Source, language: Language) -> None:
    """Temp table `refused`: file_id, record, reason, raw; `is_line` where DuckDB read no row."""
    has_header = source.format == "csv" and source.header is None
    connection.execute(
        "set variable lines_before_records = $lines",
        {"lines": source.header_row if has_header else 0},
    )
    connection.execute(
        "create or replace temp table unreadable_words (error_type varchar, reason varchar)"
    )
    connection.executemany("insert into unreadable_words values (?, ?)", _unreadable(language))
    connection.execute(statement("raw", "refused"))
