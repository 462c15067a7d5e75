"""Rank stability: the periods scored anew over drawn days, by the exact scorer each time."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pydantic import Field

from assets.appraisal.coverage import Use, period_days
from assets.appraisal.inputs import Row, kpi_row
from assets.appraisal.results import InputRow, Known, appraise_uses, everybody, known_of
from assets.whatif.draws import OfDraw, days_with_sums, drawn_days, resampled
from assets.whatif.ground import lay_out
from assets.whatif.simulate import Simulator
from metrics.documents import read_document
from metrics.entry import Entry
from metrics.exact import Exact
from metrics.scheme_part import Part
from metrics.stability import Stability, neighbours, standings
from metrics.statement import Statement

NUMBERS = ("value", "numerator", "denominator")
INPUT = ("agent_id", "input", *NUMBERS, "origin")
Told = Callable[[str, int, int], None]


class Draws(Part):
    """How many draws from which seed, and what is read off them."""

    draws: int = Field(ge=20, le=5000)
    seed: int
    middle: Exact
    noise: Exact


@cache
def rules() -> Draws:
    return read_document(files("assets").joinpath("whatif", "stability.yml"), Draws)


def drawing(draws: int | None, seed: int | None) -> Draws:
    """As the rules have it, but for what somebody asked for."""
    known = rules()
    return Draws(
        draws=known.draws if draws is None else draws,
        seed=known.seed if seed is None else seed,
        middle=known.middle,
        noise=known.noise,
    )


def stability(
    simulator: Simulator, changes: Sequence[str], how: Draws, told: Told
) -> tuple[Stability, ...]:
    """Of the people under the changed scheme, period by period."""
    import duckdb

    changed = simulator.changed(changes)
    rows, language = simulator.rows(changed), simulator.desk.settings.language
    with duckdb.connect() as connection:
        lay_out(connection, rows, simulator.ground.results)
        found = []
        for period in sorted(changed.uses):
            uses = _needed(changed.uses[period], changed.scheme.id)
            people = {agent.agent_id for use in uses for agent in use.agents}
            of_period = [
                row for row in rows if row["period"] == period and row["agent_id"] in people
            ]
            known = known_of(connection, uses, period)
            asked = _Asked(period, changed.scheme.id, uses, known.earlier, of_period)
            found.append(_of_period(simulator, asked, how, told))
            appraise_uses(connection, changed.uses[period], period, language)
    return tuple(found)


def _needed(uses: list[Use], scheme: str) -> list[Use]:
    """The scheme's own; where it takes up members' results, everybody's."""
    own = [use for use in uses if use.scheme.id == scheme]
    takes = any(one.source == "members" for use in own for one in use.scheme.inputs.values())
    return uses if takes else own


@dataclass(frozen=True)
class _Asked:
    """One period: whom the scheme scores, with those whose results it takes up, from what."""

    period: str
    scheme: str
    uses: list[Use]
    earlier: list[list[Entry]]
    rows: list[Row]


def _of_period(simulator: Simulator, asked: _Asked, how: Draws, told: Told) -> Stability:
    first, last = period_days(simulator.desk, asked.period)
    days = days_with_sums(simulator.connection, first, last)
    kpis = {str(row["origin"])[4:] for row in asked.rows if str(row["origin"]).startswith("kpi:")}
    drawn = resampled(
        simulator.connection, kpis, (first, last), drawn_days(days, how.draws, how.seed)
    )
    moving = [_drawn(row, drawn) for row in asked.rows]
    draws = []
    for draw in range(how.draws + 1):
        told(asked.period, draw, how.draws + 1)
        inputs = [
            _input(one[draw] if one else row) for row, one in zip(asked.rows, moving, strict=True)
        ]
        draws.append(
            _own(
                everybody(
                    asked.uses, asked.period, Known(inputs, asked.earlier, [{} for _ in asked.uses])
                ),
                asked.scheme,
            )
        )
    today, *draws = draws
    found = standings(today, draws, how.middle)
    held = {str(row["input"]) for row, one in zip(asked.rows, moving, strict=True) if not one}
    return Stability(
        period=asked.period,
        days=len(days),
        draws=how.draws,
        seed=how.seed,
        middle=how.middle,
        noise=how.noise,
        standings=tuple(found),
        neighbours=tuple(neighbours(found, draws, how.noise)),
        held=tuple(sorted(held)),
    )


def _drawn(row: Row, drawn: Mapping[str, Sequence[OfDraw]]) -> list[Row] | None:
    """The input in every draw; None where the days don't add up to what was scored.

    So it is with what people entered or corrected, with stocks, and with closed periods whose
    days have changed since.
    """
    kpi = str(row["origin"]).removeprefix("kpi:")
    draws = drawn.get(kpi)
    if row["origin"] != f"kpi:{kpi}" or draws is None:
        return None
    agent_id = str(row["agent_id"])
    key = (str(row["period"]), agent_id, str(row["input"]))
    example = next((one for of_draw in draws for one in of_draw.values()), None)
    found = [kpi_row(key, kpi, of_draw.get(agent_id), example) for of_draw in draws]
    same = all(found[0][number] == row[number] for number in NUMBERS)
    return found if same else None


def _input(row: Row) -> InputRow:
    agent_id, name, *numbers, origin = (
        None if row[column] is None else str(row[column]) for column in INPUT
    )
    assert agent_id and name and origin
    value, numerator, denominator = numbers
    return agent_id, name, value, numerator, denominator, origin


def _own(sheets: list[Statement], scheme: str) -> list[Statement]:
    return [one for one in sheets if one.scheme == scheme]
