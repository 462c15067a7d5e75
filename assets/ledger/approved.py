"""Inputs with what others have agreed to: an entry above a threshold where it counts."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from assets.appraisal.coverage import Use
from assets.appraisal.entries import AGREED, split
from assets.desk.home import Desk
from assets.ledger.approvals import (
    Row,
    approvals_of,
    by_agent,
    held_entries,
    number_of,
    numbers_in,
)
from metrics.approval import Approval

YES = "1"


def approved(rows: list[Row], desk: Desk, period: str, uses: Iterable[Use]) -> list[Row]:
    """The inputs of a period with every approved entry in its place; all others as they were."""
    chosen = [use for use in uses if use.scheme.approvals]
    done: dict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)
    for one in held_entries(desk, period, chosen, rows) if chosen else ():
        if one.next_step is None:
            done[one.scheme, one.id, one.agent_id][one.value] += 1
    if not done:
        return rows
    of_agents = by_agent(rows)
    for use, name, approval in approvals_of(chosen):
        place = _in_list if use.scheme.inputs[approval.counts_as].many else _with_yes
        for agent in use.agents:
            if agreed := done.get((use.scheme.id, name, agent.agent_id)):
                own = of_agents[agent.agent_id]
                of_agents[agent.agent_id] = list(place(own, approval, agreed))
    return [row for own in of_agents.values() for row in own]


def _in_list(rows: list[Row], approval: Approval, agreed: Counter[str]) -> Iterator[Row]:
    """A cell keeps what nobody agreed to; what is in its new place already is not moved again."""
    left = Counter(agreed)
    for row in rows:
        if row["input"] == approval.counts_as:
            left.subtract(numbers_in(row))
    for row in rows:
        if row["input"] != approval.input:
            yield row
            continue
        stay: list[str] = []
        gone: list[str] = []
        for text in split(str(row["value"] or "")):
            value = number_of(text)
            leaves = value is not None and left[value] > 0
            (gone if leaves else stay).append(text)
            if value is not None:
                left[value] -= leaves
        if gone:
            yield _moved(row, approval, "; ".join(gone))
        if stay or not gone:
            yield row | {"value": "; ".join(stay)} if gone else row


def _with_yes(rows: list[Row], approval: Approval, agreed: Counter[str]) -> Iterator[Row]:
    for row in rows:
        if row["input"] != approval.counts_as:
            yield row
        if row["input"] == approval.input and number_of(str(row["value"])) in agreed:
            yield _moved(row, approval, YES)


def _moved(row: Row, approval: Approval, value: str) -> Row:
    rater = str(row["origin"]).partition(":")[2]
    origin = f"{AGREED}:{rater}" if rater else AGREED
    return row | {"input": approval.counts_as, "value": value, "origin": origin}
