"""What a new close changed against the one before it: per agent, line and cause."""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Literal

from assets.desk.home import Desk
from assets.ledger.frozen import Row, Tables, read_tables
from assets.ledger.recompute import recomputed
from assets.ledger.rules import frozen_desk

Cause = Literal["program", "rule", "input", "correction"]
Values = dict[tuple[str, str, str], str | None]  # scheme, agent, what → value
OF_RESULT = ("team", "score", "grade", "level", "rank", "problem")


def differences(desk: Desk, period: str, old: Path, new: Path, entered: list[Row]) -> list[Row]:
    """One thing changes at a time, so that every difference has one cause and they add up.

    `entered` are the new inputs as they stood before anybody's appeal corrected them.
    """
    before, after = read_tables(old), read_tables(new)
    own, now = (frozen_desk(desk, folder / "rules") for folder in (old, new))
    uncorrected = after | {"inputs": entered}
    steps: list[tuple[Cause, Tables]] = [
        ("program", recomputed(own, period, before)),
        ("rule", recomputed(now, period, before)),
        ("input", recomputed(now, period, uncorrected)),
        ("correction", after),
    ]
    behind = {
        "rule": _changed_rules(old / "rules", new / "rules"),
        "input": changed_inputs(before["inputs"], entered),
        "correction": changed_inputs(entered, after["inputs"]),
    }
    found: list[Row] = []
    last = values_of(before)
    for cause, made in steps:
        values = values_of(made)
        found += [row | {"cause": cause} for row in changes(last, values, behind.get(cause, {}))]
        last = values
    return found


def changes(was: Values, now: Values, behind: Mapping[str, list[Row]]) -> Iterator[Row]:
    """What differs, with what changed behind it for that agent, or ("") for everybody."""
    for key in sorted({*was, *now}):
        if was.get(key) != now.get(key):
            scheme, agent_id, what = key
            yield {
                "scheme": scheme,
                "agent_id": agent_id,
                "what": what,
                "was": was.get(key),
                "now": now.get(key),
                "behind": [*behind.get("", []), *behind.get(agent_id, [])],
            }


def values_of(tables: Mapping[str, list[Row]]) -> Values:
    """Everything of results and lines that a sheet tells; pay by its amounts."""
    found: Values = {}
    for row in tables["results"]:
        who = str(row["scheme"]), str(row["agent_id"])
        for name in OF_RESULT:
            if row.get(name) is not None:
                found[*who, name] = str(row[name])
        for name, amount in json.loads(str(row["pay"])).items():
            found[*who, f"pay:{name}"] = amount
    for row in tables["lines"]:
        if row["weighted"] is not None:
            key = str(row["scheme"]), str(row["agent_id"]), f"line:{row['line']}"
            found[key] = str(row["weighted"])
    return found


def changed_inputs(was: Iterable[Row], now: Iterable[Row]) -> dict[str, list[Row]]:
    """By agent: input, its value before and after, and where the new one comes from."""
    before, after = _by_input(was), _by_input(now)
    found: dict[str, list[Row]] = {}
    for key in sorted({*before, *after}):
        old, new = before.get(key, ()), after.get(key, ())
        if [one[0] for one in old] != [one[0] for one in new]:
            agent_id, name = key
            found.setdefault(agent_id, []).append({
                "input": name,
                "was": "; ".join(value for value, _ in old) or None,
                "now": "; ".join(value for value, _ in new) or None,
                "origin": next((origin for value, origin in new if value not in
                                {one[0] for one in old}), ""),
            })  # fmt: skip
    return found


def _by_input(rows: Iterable[Row]) -> dict[tuple[str, str], list[tuple[str, str]]]:
    found: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for row in rows:
        key = str(row["agent_id"]), str(row["input"])
        found.setdefault(key, []).append((_shown(row), str(row["origin"])))
    return {key: sorted(values) for key, values in found.items()}


def _shown(row: Row) -> str:
    if row["numerator"] is not None and row["denominator"] is not None:
        return f"{row['numerator']}/{row['denominator']}"
    return "—" if row["value"] is None else str(row["value"])


def _changed_rules(old: Path, new: Path) -> dict[str, list[Row]]:
    """Schemes and settings that differ; what else lies there is in the figures already."""
    names = {"desk.yml"}
    names |= {f"schemes/{path.name}" for place in (old, new) for path in place.glob("schemes/*")}

    def text(place: Path, name: str) -> bytes:
        return (place / name).read_bytes() if (place / name).is_file() else b""

    changed: list[Row] = [
        {"rule": name} for name in sorted(names) if text(old, name) != text(new, name)
    ]
    return {"": changed}
