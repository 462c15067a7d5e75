"""Entries above a threshold: who has agreed to which in the ledger, and what still waits."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assets.desk.home import Desk
from assets.ledger.chain import Link, read_chain
from assets.ledger.record import Record, read_record
from metrics.approval import Approval
from metrics.exact import exact, plain
from metrics.scheme import Scheme

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from assets.appraisal.coverage import Use

Row = dict[str, object]
Key = tuple[str, str, str, str]  # scheme, approval, agent, value
ENDING = "entry-"  # folders of these events in the ledger


@dataclass(frozen=True)
class Held:
    """One entry above a threshold; `records` are the steps that are taken, in their order."""

    scheme: str
    id: str
    approval: Approval
    agent_id: str
    value: str
    records: tuple[Record, ...]

    @property
    def next_step(self) -> str | None:
        """None once all have agreed."""
        taken = len(self.records)
        return list(self.approval.steps)[taken] if taken < len(self.approval.steps) else None

    def as_json(self) -> Record:
        made = [{"step": one["step"], "by": one["by"], "at": one["at"]} for one in self.records]
        return {"scheme": self.scheme, "approval": self.id, "agent_id": self.agent_id,
                "value": self.value, "approved": made, "waits_for": self.next_step}  # fmt: skip


def held_entries(desk: Desk, period: str, uses: Iterable["Use"], rows: Iterable[Row]) -> list[Held]:
    """Of entries as they were written, or as they count: the answer is the same."""
    entries = by_agent(rows)
    agreed = _agreed(desk, period)
    found: list[Held] = []
    for use, name, approval in approvals_of(uses):
        for agent in use.agents:
            own = entries.get(agent.agent_id, [])
            numbers = Counter(_entries_for(use.scheme, approval, own))
            for value in sorted(numbers, key=exact):
                steps = agreed.get((use.scheme.id, name, agent.agent_id, value), {})
                for nth in range(numbers[value]):
                    taken = [
                        one for step in approval.steps for one in steps.get(step, [])[nth : nth + 1]
                    ]
                    found.append(Held(use.scheme.id, name, approval, agent.agent_id, value,
                                      tuple(taken)))  # fmt: skip
    return found


def held_in(
    connection: "DuckDBPyConnection", desk: Desk, period: str, uses: Iterable["Use"]
) -> list[Held]:
    """Of the period as it was scored last."""
    columns = ("agent_id", "input", "value", "origin")
    rows = connection.execute(
        f"select {', '.join(columns)} from score.inputs where period = ?", [period]
    ).fetchall()
    entries = [dict(zip(columns, row, strict=True)) for row in rows]
    return held_entries(desk, period, uses, entries)


def is_of_entry(link: Link) -> bool:
    return link.folder.partition("/")[2].startswith(ENDING)


def approvals_of(uses: Iterable["Use"]) -> Iterator[tuple["Use", str, Approval]]:
    for use in uses:
        for name, approval in use.scheme.approvals.items():
            yield use, name, approval


def by_agent(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[str(row["agent_id"])].append(row)
    return dict(found)


def numbers_in(row: Row) -> Iterator[str]:
    """Of a cell such as "4; 5"; words are left to the scorer, which refuses them."""
    from assets.appraisal.entries import split  # which takes up what was agreed to here

    for text in split(str(row["value"] or "")):
        if (number := number_of(text)) is not None:
            yield number


def number_of(text: str) -> str | None:
    try:
        return plain(exact(text))
    except ValueError:
        return None


def _entries_for(scheme: Scheme, approval: Approval, rows: list[Row]) -> Iterator[str]:
    """Those that ask for it, and those that stand already where they count."""
    is_list = scheme.inputs[approval.counts_as].many
    for row in rows:
        if row["input"] == approval.input:
            for value in numbers_in(row):
                if approval.asks_for(exact(value), scheme.set_parameters):
                    yield value
        elif row["input"] == approval.counts_as and is_list:
            yield from numbers_in(row)


def _agreed(desk: Desk, period: str) -> dict[Key, dict[str, list[Record]]]:
    """Step → its records, in the order in which they were made."""
    found: dict[Key, dict[str, list[Record]]] = defaultdict(lambda: defaultdict(list))
    for link in read_chain(desk.ledger):
        if link.period == period and is_of_entry(link):
            one = read_record(desk.ledger / link.folder / "approval.json")
            key = one["scheme"], one["approval"], one["agent_id"], one["value"]
            found[key][one["step"]].append(one)
    return found
