"""Records as typed rows, and what is wrong with those that are refused."""

from collections.abc import Collection

from assets.raw import moment
from assets.raw.courtesy import courtesy
from assets.raw.expression import NOTHING, ColumnSql, Reading, column_sql
from assets.raw.log import Log
from assets.raw.quoting import identifier, literal
from assets.sources.mapping import Mapping
from assets.sources.source import Source
from metrics.label import Label, Language
from metrics.saying import said
from metrics.words import label


def columns_sql(reading: Reading, *, keep_text: bool) -> dict[str, ColumnSql]:
    """The two expressions of every column of the log, over the relation's cells."""
    source, log = reading.source, reading.source.canonical
    made: dict[str, ColumnSql] = {}
    for name, column in log.columns.items():
        mapping = source.columns.get(name)
        made[name] = ColumnSql(NOTHING, f"cast(null as {column.sql_type})")
        if mapping is not None and (keep_text or not column.on_request):
            found = column_sql(reading, mapping, column)
            if found.text != NOTHING or mapping.missing is not None:
                made[name] = found
    return made | courtesy(reading, made)


def filled_columns(reading: Reading, *, keep_text: bool) -> set[str]:
    """Columns of the log that these files can say anything about."""
    log, made = reading.source.canonical, columns_sql(reading, keep_text=keep_text)
    return {n for n, one in log.columns.items() if made[n].value != f"cast(null as {one.sql_type})"}


def selected(reading: Reading, prefix: str, *, keep_text: bool) -> str:
    """Values as `<prefix>v_<column>`, and the texts of those that can fail as `<prefix>t_…`."""
    made = columns_sql(reading, keep_text=keep_text)
    fallible = fallible_columns(reading.source)
    items = [f"{sql.value} as {identifier(f'{prefix}v_{name}')}" for name, sql in made.items()]
    items += [f"{made[name].text} as {identifier(f'{prefix}t_{name}')}" for name in fallible]
    return ", ".join(items)


def stored(reading: Reading, prefix: str, columns: Collection[str]) -> str:
    """Those of these columns of the raw table that a record itself fills, over `selected`."""
    log = reading.source.canonical
    items = []
    for name in (name for name in log.columns if name in columns):
        value = identifier(f"{prefix}v_{name}")
        other = _not_before(reading.source, name)
        if other is not None:
            earlier = identifier(f"{prefix}v_{other}")
            value = moment.not_before(reading.zone, value, earlier)
        items.append(f"{value} as {identifier(name)}")
    if log.is_dated:
        items.append(f"{_business_date(reading, prefix)} as business_date")
    if "source" in columns:
        items.append(f"{literal(reading.source.id)} as source")
    return ", ".join(items)


def verdict(reading: Reading, prefix: str, language: Language) -> str:
    """Why a record is refused, as {'column', 'reason'} in words; NULL for a good one."""
    source, log = reading.source, reading.source.canonical

    def say(key: str, **values: object) -> str:
        return said("ingest", key, **values).in_(language)

    def judged(column: str | None, reason: str) -> str:
        at = "cast(null as varchar)" if column is None else literal(column)
        return f"{{'column': {at}, 'reason': {reason}}}"

    cases = [
        f"when _broken = {literal(word)} then {judged(None, literal(say(word)))}"
        for word in ("not_a_record", "cell_error", "formula")
    ]
    cases.append(f"when {left_out(reading)} then {judged(None, literal(say('left_out')))}")
    for name in fallible_columns(source):
        wanted = _wanted(source, log, name)
        before, after = say("is_not", column=name, text="\0", wanted=wanted).split("\0")
        text = identifier(f"{prefix}t_{name}")
        reason = f"concat({literal(before)}, masked({text}), {literal(after)})"
        cases.append(
            f"when {identifier(f'{prefix}v_{name}')} is null and {text} is not null "
            f"then {judged(name, reason)}"
        )
    cases += [
        f"when {identifier(f'{prefix}v_{name}')} is null "
        f"then {judged(name, literal(say('is_empty', column=name)))}"
        for name, column in log.columns.items()
        if column.required
    ]
    return f"case {' '.join(cases)} end"


def fallible_columns(source: Source) -> list[str]:
    """Columns whose text may not be what the column takes."""
    log = source.canonical
    return [
        name
        for name, mapping in source.columns.items()
        if (log.columns[name].type != "text" or mapping.is_mapped or mapping.sum)
        and not mapping.is_constant
        and not log.columns[name].on_request
    ]


def left_out(reading: Reading) -> str:
    """Whether the source itself leaves a record out; "" means an empty cell."""
    source = reading.source
    rules = []
    for word, wanted in (("in", source.leave_out), ("not in", source.only)):
        for name, words in wanted.items():
            cell = f"coalesce(trim({reading.cell(name)}), '')"
            rules.append(f"{cell} {word} ({', '.join(map(literal, words))})")
    return f"(_broken is null and ({' or '.join(rules) or 'false'}))"


def _not_before(source: Source, name: str) -> str | None:
    mapping: Mapping | None = source.columns.get(name)
    return mapping.not_before if mapping is not None else None


def _business_date(reading: Reading, prefix: str) -> str:
    log = reading.source.canonical
    dated_by = str(log.dated_by)
    value = identifier(f"{prefix}v_{dated_by}")
    if log.columns[dated_by].type == "date":
        return value
    return moment.business_day(reading.desk_zone, value)


WANTED = {"timestamp": "a_time", "date": "a_date", "boolean": "a_boolean"}


def _wanted(source: Source, log: Log, name: str) -> Label:
    mapping, column = source.columns[name], log.columns[name]
    if mapping.is_mapped:
        return label("ingest", "a_mapped_word")
    what = label("ingest", WANTED.get(column.type, "a_number"))
    if mapping.format:
        return said("ingest", "written_as", what=what, formats=" | ".join(mapping.format))
    return what
