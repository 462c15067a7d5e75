"""Roll-ups: what a leader's form takes from the results of the leader's people."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from graphlib import TopologicalSorter
from typing import TYPE_CHECKING

from assets.appraisal.coverage import Covered, Use
from assets.statement import statement
from metrics.entry import Entry, Fault
from metrics.exact import exact
from metrics.number import Fraction
from metrics.saying import said
from metrics.scheme_input import Input
from metrics.statement import Raised, Statement

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Results = Mapping[tuple[str, str], Statement]  # by scheme and agent


def in_order(uses: list[Use]) -> tuple[list[int], set[tuple[int, int]]]:
    """Places of the uses, members before leaders; and pairs that would go round in a circle."""
    needs = {place: _needed(uses, place) for place in range(len(uses))}
    circular = {
        (place, other)
        for place, others in needs.items()
        for other in others
        if place in _behind(needs, other)
    }
    straight = {
        place: [other for other in others if (place, other) not in circular]
        for place, others in needs.items()
    }
    return list(TopologicalSorter(straight).static_order()), circular


def circles(
    uses: list[Use], place: int, circular: Iterable[tuple[int, int]], period: str
) -> list[Fault]:
    """Leaders whose people's forms need the leaders' own results."""
    use = uses[place]
    others = [uses[other] for one, other in circular if one == place]
    return [
        Fault(
            said("appraisal", "circular", scheme=use.scheme.id, other=other.scheme.id),
            leader.agent_id,
            period,
        )
        for leader in use.agents
        for other in others
        if any(_is_member(use, leader, one) for one in other.agents)
    ]


def member_entries(use: Use, uses: list[Use], results: Results, period: str) -> list[Entry]:
    """One row per leader, member and input; who has no such result is left out."""
    asked = _asked(use)
    return [
        Entry(leader.agent_id, name, number, period, leader.team)
        for leader in use.agents
        for one in _of_members(use, leader, uses, results)
        for name, declared in asked.items()
        if (number := _taken(declared.of or "", one)) is not None
    ]


def with_gaps(
    use: Use, uses: list[Use], results: Results, found: list[Statement]
) -> list[Statement]:
    """A flag on every leader's sheet from which an unscored member is missing."""
    if not _asked(use):
        return found
    leaders = {leader.agent_id: leader for leader in use.agents}
    answer = []
    for one in found:
        people = _of_members(use, leaders[one.agent_id], uses, results)
        without = ", ".join(sorted(each.agent_id for each in people if each.state == "incomplete"))
        flag = Raised("members_unscored", said("appraisal", "members_unscored", people=without))
        answer.append(replace(one, flags=(*one.flags, flag)) if without else one)
    return answer


def provisional_people(connection: "DuckDBPyConnection", uses: list[Use], period: str) -> set[str]:
    """Whose inputs can still change, and the leaders who take up the results of these."""
    rows = connection.execute(statement("appraisal", "provisional"), [period]).fetchall()
    found = {agent_id for (agent_id,) in rows}
    for use in (uses[place] for place in in_order(uses)[0] if _asked(uses[place])):
        found |= {
            leader.agent_id
            for leader in use.agents
            for other in uses
            for one in other.agents
            if one.agent_id in found and _is_member(use, leader, one)
        }
    return found


def _asked(use: Use) -> dict[str, Input]:
    inputs = use.scheme.inputs
    return {name: one for name, one in inputs.items() if one.source == "members"}


def _needed(uses: list[Use], place: int) -> list[int]:
    """Uses that cover somebody whose result this one takes up."""
    use = uses[place]
    if not _asked(use):
        return []
    return [
        other
        for other, each in enumerate(uses)
        if other != place
        and any(_is_member(use, leader, one) for leader in use.agents for one in each.agents)
    ]


def _behind(needs: Mapping[int, list[int]], start: int) -> set[int]:
    """Everything that a use needs, at first or second hand, itself included."""
    seen, waiting = {start}, [start]
    while waiting:
        new = [one for one in needs[waiting.pop()] if one not in seen]
        seen.update(new)
        waiting += new
    return seen


def _is_member(use: Use, leader: Covered, one: Covered) -> bool:
    """Of the leader's team or of those that desk.yml names; who has the same form is none."""
    if one.agent_id in use.agent_ids:
        return False
    teams = use.members.teams or [leader.team]
    return one.team in teams and (not use.members.roles or one.role in use.members.roles)


def _of_members(use: Use, leader: Covered, uses: list[Use], results: Results) -> list[Statement]:
    return [
        results[other.scheme.id, one.agent_id]
        for other in uses
        if other is not use
        for one in other.agents
        if _is_member(use, leader, one) and (other.scheme.id, one.agent_id) in results
    ]


def _taken(of: str, one: Statement) -> Fraction | None:
    """The score, an amount of pay, or a block."""
    if not one.is_scored:
        return None
    if of == "score":
        return one.score
    if of in one.pay:
        return exact(one.pay[of])
    return one.blocks.get(of)
