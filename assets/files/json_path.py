"""Paths into JSON records: `a.b`, `a[0]`, `list[key=value].b`, `^b` for the record one list up."""

import re
from dataclasses import dataclass
from functools import cache

from assets.raw.quoting import literal

# One step: a key with any number of [0], [-1] or [key=value] behind it.
STEP = re.compile(r"([^.\[\]]*)((?:\[[^\]]*\])*)")
PICK = re.compile(r"\[([^\]]*)\]")


@dataclass(frozen=True)
class Pick:
    """The first element of a list whose key has this text."""

    key: str
    text: str


@dataclass(frozen=True)
class JsonPath:
    """How many lists to go up, then keys, positions and picks on the way down."""

    ups: int
    steps: tuple[str | int | Pick, ...]

    @property
    def is_plain(self) -> bool:
        return not any(isinstance(step, Pick) for step in self.steps)


@cache
def parse_path(text: str) -> JsonPath:
    ups = len(text) - len(text.lstrip("^"))
    steps: list[str | int | Pick] = []
    for part in re.split(r"\.(?![^\[]*\])", text[ups:]):
        found = STEP.fullmatch(part)
        if found is None:
            steps.append(part)  # no path at all: a key with odd characters
            continue
        if found[1]:
            steps.append(found[1])
        for inside in PICK.findall(found[2]):
            key, equals, wanted = inside.partition("=")
            steps.append(Pick(key, wanted) if equals else _position(inside))
    return JsonPath(ups, tuple(steps))


def sql_path(steps: tuple[str | int | Pick, ...]) -> str:
    """DuckDB's spelling of keys and positions."""
    spelled = ""
    for step in steps:
        if isinstance(step, int):
            spelled += f"[{step}]" if step >= 0 else f"[#{step}]"
        elif isinstance(step, str):
            spelled += '."' + step.replace('"', '\\"') + '"'
    return "$" + spelled


def picked_sql(node: str, path: JsonPath) -> str:
    """The text at a path that holds picks, taken from a JSON expression."""
    steps: list[str | int | Pick] = []
    for step in path.steps:
        if not isinstance(step, Pick):
            steps.append(step)
            continue
        elements = f"json_extract({node}, {literal(sql_path((*steps,)) + '[*]')})"
        where = f"json_extract_string(e, {literal(sql_path((step.key,)))})"
        node = f"list_filter({elements}, lambda e: {where} = {literal(step.text)})[1]"
        steps = []
    return f"json_extract_string({node}, {literal(sql_path((*steps,)))})"


def resolve(path: JsonPath, chain: list[object]) -> object:
    """What the path leads to in parsed JSON; the chain ends with the record itself."""
    if path.ups >= len(chain):
        return None
    node = chain[-1 - path.ups]
    for step in path.steps:
        if isinstance(step, Pick):
            elements = node if isinstance(node, list) else []
            node = next((e for e in elements if _is_picked(e, step)), None)
        elif isinstance(step, int):
            inside = isinstance(node, list) and -len(node) <= step < len(node)
            node = node[step] if inside and isinstance(node, list) else None
        else:
            node = node.get(step) if isinstance(node, dict) else None
    return node


def names_in(record: dict[str, object], prefix: str = "") -> list[str]:
    """Paths of all plain values of a record; those inside lists are left to the YAML."""
    found: list[str] = []
    for key, value in record.items():
        if isinstance(value, dict):
            found += names_in(value, f"{prefix}{key}.")
        else:
            found.append(f"{prefix}{key}")
    return found


def _position(text: str) -> int | str:
    return int(text) if re.fullmatch(r"-?\d+", text) else text


def _is_picked(element: object, pick: Pick) -> bool:
    return isinstance(element, dict) and str(element.get(pick.key)) == pick.text
