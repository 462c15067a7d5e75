"""JSON documents and JSON lines as records: one row per record, its parents at hand."""

import json
from dataclasses import dataclass

from assets.files.json_path import parse_path, picked_sql, resolve, sql_path
from assets.raw.quoting import identifier, literal


@dataclass(frozen=True)
class RecordPath:
    """`a.b[].c[].d`: each list is unfolded; what stands behind the last is the record."""

    lists: tuple[str, ...]
    rest: str


def parse_records(text: str) -> RecordPath:
    *lists, rest = (text or "[]").split("[]")  # by itself, a document is its list or itself
    return RecordPath(tuple(part.strip(".") for part in lists), rest.strip("."))


def records_sql(documents: str, records: str, headers: list[str]) -> str:
    """Cells, `_file`, `_row`, `_text` and `_broken` of each record.

    `documents` has `doc` (JSON text, NULL when broken), `_file`, `_row` and `_text` (if broken).
    A line that lacks the first list is taken for an element of it: the same export, one record
    a line.
    """
    path = parse_records(records)
    levels = [f"unfolded_0 as (select doc as n0, _file, _row, _text from ({documents}))"]
    for depth, part in enumerate(path.lists):
        kept = ", ".join(f"n{i}" for i in range(depth + 1))
        levels.append(
            f"unfolded_{depth + 1} as (select {kept}, "
            f"unnest({_elements(f'n{depth}', part, first=depth == 0)}) as n{depth + 1}, "
            f"_file, _row, _text from unfolded_{depth})"
        )
    last = len(path.lists)
    record = f"n{last}"
    if path.rest:
        record = f"json_extract({record}, {literal(sql_path(parse_path(path.rest).steps))})"
    parents = [f"n{depth}" for depth in range(last)]
    cells = _cells([*parents, "record"], headers)
    return (
        f"with {', '.join(levels)}, "
        f"ready as (select {', '.join([*parents, f'{record} as record'])}, _file, _row, _text "
        f"from unfolded_{last}), "
        f"read as (select *, {_extracted(headers, [*parents, 'record'])} from ready) "
        f"select {cells}, _file, _row, _text, "
        "coalesce(json_type(record) <> 'OBJECT', true) as _broken from read"
    )


def _elements(node: str, part: str, *, first: bool) -> str:
    steps = parse_path(part).steps if part else ()
    inside = f"json_extract({node}, {literal(sql_path(steps) + '[*]')})"
    if not first:
        return inside
    if part:
        is_there = f"json_exists({node}, {literal(sql_path(steps))})"
    else:
        is_there = f"json_type({node}) = 'ARRAY'"
    # one broken or bare record still gives one row
    return f"case when {is_there} then {inside} else [{node}] end"


def _extracted(headers: list[str], nodes: list[str]) -> str:
    """All plain paths of a node in one parsing of it."""
    made = []
    for node in nodes:
        plain = [name for name in headers if _node_of(name, nodes) == node and _is_plain(name)]
        paths = ", ".join(literal(sql_path(parse_path(name).steps)) for name in plain)
        if plain:
            made.append(f"json_extract_string({node}, [{paths}]) as cells_{node}")
    return ", ".join(made) or "null as cells_record"


def _cells(nodes: list[str], headers: list[str]) -> str:
    counts = dict.fromkeys(nodes, 0)
    cells = []
    for name in headers:
        node = _node_of(name, nodes)
        if node is None:
            cell = "cast(null as varchar)"
        elif _is_plain(name):
            counts[node] += 1
            cell = f"cells_{node}[{counts[node]}]"
        else:
            cell = picked_sql(node, parse_path(name))
        cells.append(f"{cell} as {identifier(name)}")
    return ", ".join(cells)


def _node_of(name: str, nodes: list[str]) -> str | None:
    ups = parse_path(name).ups
    return nodes[-1 - ups] if ups < len(nodes) else None


def _is_plain(name: str) -> bool:
    return parse_path(name).is_plain


def documents_in(texts: list[str]) -> list[object]:
    """Those of the texts that are JSON."""
    documents: list[object] = []
    for text in texts:
        try:
            documents.append(json.loads(text))
        except (ValueError, RecursionError):
            continue
    return documents


def sample_chains(documents: list[object], records: str) -> list[list[object]]:
    """Their records, each behind its parents, as `records_sql` would make them."""
    path = parse_records(records)
    return [chain for document in documents for chain in _unfold([document], path, 0)]


def _unfold(chain: list[object], path: RecordPath, depth: int) -> list[list[object]]:
    if depth == len(path.lists):
        record = resolve(parse_path(path.rest), [chain[-1]]) if path.rest else chain[-1]
        return [[*chain[:-1], record]]
    part = path.lists[depth]
    inside = resolve(parse_path(part), [chain[-1]]) if part else chain[-1]
    if depth == 0 and (inside is None or not part) and not isinstance(inside, list):
        inside = [chain[-1]]
    elements = inside if isinstance(inside, list) else []
    return [found for one in elements for found in _unfold([*chain, one], path, depth + 1)]
