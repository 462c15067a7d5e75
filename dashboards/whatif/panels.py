"""The panels of a what-if page in their order, in one language: title, figure, table, notes."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from dashboards.whatif.content import WhatIf
from dashboards.whatif.cost import amount, cost_by_team, cost_curve, winners_curve
from dashboards.whatif.look import MOST
from dashboards.whatif.luck import group_differences, rank_ranges
from dashboards.whatif.people import gains, gains_bars, rank_slopes, scores_before_after
from dashboards.whatif.tables import (
    Table,
    of_changes,
    of_crossings,
    of_groups,
    of_noise,
    of_ranks,
    of_sweep,
    of_teams,
)
from metrics.exact import percent
from metrics.label import Language
from metrics.outcome import Outcome
from metrics.outcome_sums import by_team, sums
from metrics.stability import Stability
from metrics.words import words


@dataclass(frozen=True)
class Panel:
    """A table without a figure stands open; below a figure it unfolds."""

    title: str
    figure: dict[str, Any] | None = None
    table: Table | None = None
    notes: tuple[str, ...] = ()
    is_wide: bool = False


@dataclass(frozen=True)
class Tile:
    label: str
    value: str
    beside: str = ""


def tiles(whatif: WhatIf, language: Language) -> list[Tile]:
    """What to know before anything else."""
    total = sums(whatif.outcomes)
    cost = _title("cost", language, currency=whatif.currency)
    counts = (("winners", total.winners), ("losers", total.losers), ("moved", total.moved),
              ("crossed", total.crossed))  # fmt: skip
    found = [Tile(words("whatif", key, language), str(count)) for key, count in counts]
    if not total.compared:
        return found
    today, changed = (words("whatif_page", key, language) for key in ("today", "changed"))
    return [
        Tile(f"{cost} · {today}", amount(total.cost_was)),
        Tile(f"{cost} · {changed}", amount(total.cost_now), f"{total.cost_change:+,.2f}"),
        *found,
    ]


def panels(whatif: WhatIf, language: Language) -> list[Panel]:
    return [
        *_cost(whatif, language),
        *_people(whatif, language),
        *_curve(whatif, language),
        *_fairness(whatif, language),
        *(panel for one in whatif.stability for panel in _stability(whatif, one, language)),
    ]


def _cost(whatif: WhatIf, language: Language) -> Iterator[Panel]:
    teams, everybody = by_team(whatif.outcomes), sums(whatif.outcomes)
    paid = [one for one in teams if one.compared]
    title = _title("cost_by_team", language, currency=whatif.currency)
    drawn = cost_by_team(paid, whatif.currency, language).to_plotly_json() if paid else None
    yield Panel(title, drawn, of_teams(teams, everybody, language), is_wide=True)


def _people(whatif: WhatIf, language: Language) -> Iterator[Panel]:
    found = gains(whatif)
    if found:
        is_paid = any(one.paid_change is not None for one in found)
        unit = whatif.currency if is_paid else words("whatif_page", "points", language)
        title = _title("gains_bars", language, unit=unit)
        drawn = gains_bars(whatif, language).to_plotly_json()
        yield Panel(title, drawn, notes=_most(len(found), language))
    scored = [one for one in whatif.shown if one.score_change is not None]
    if scored:
        drawn = scores_before_after(whatif, language).to_plotly_json()
        yield Panel(_title("scores", language), drawn, notes=_most(len(scored), language))
    moved: dict[tuple[str, str], list[Outcome]] = defaultdict(list)
    for one in whatif.shown:
        if one.rank_change:
            moved[one.period, one.team].append(one)
    for (period, team), of_team in sorted(moved.items()):
        name = team or words("whatif_page", "no_team", language)
        drawn = rank_slopes(whatif, of_team, language).to_plotly_json()
        title = _title("ranks", language, team=name, period=period)
        yield Panel(title, drawn, notes=_most(len(of_team), language))
    crossings = of_crossings(whatif, language)
    if crossings.rows:
        yield Panel(_title("crossings", language), table=crossings)
    changes = of_changes(whatif, language)
    if changes.rows:
        yield Panel(_title("gains_table", language), table=changes, is_wide=True)
    else:
        nothing = words("whatif_page", "nothing", language)
        yield Panel(_title("gains_table", language), notes=(nothing,))


def _curve(whatif: WhatIf, language: Language) -> Iterator[Panel]:
    curve = whatif.curve
    if curve is None:
        return
    title = _title("curve", language, name=curve.name, currency=whatif.currency)
    table = of_sweep(curve.points, curve.name, language)
    if all(one.compared for _, one in curve.points):
        drawn = cost_curve(curve, whatif.currency, language).to_plotly_json()
        yield Panel(title, drawn, table)
    counted = winners_curve(curve, language).to_plotly_json()
    yield Panel(_title("winners", language, name=curve.name), counted)


def _fairness(whatif: WhatIf, language: Language) -> Iterator[Panel]:
    found = whatif.fairness
    if not found:
        return
    how = whatif.shuffles
    for dimension in found:
        if dimension.groups:
            name = words("fairness", dimension.id, language)
            drawn = group_differences(dimension, language).to_plotly_json()
            yield Panel(_title("fairness", language, name=name), drawn)
    method = words("fairness", "method", language).format(
        scheme=whatif.scheme.id, count=how.count, seed=how.seed, smallest=how.smallest
    )
    notes = [note.in_(language) for dimension in found for note in dimension.notes]
    notes += [method, words("fairness", "hint", language)]
    table = of_groups(found, language)
    shown = table if table.rows else None
    title = _title("fairness_notes", language)
    yield Panel(title, table=shown, notes=tuple(notes), is_wide=True)


def _stability(whatif: WhatIf, one: Stability, language: Language) -> Iterator[Panel]:
    for team in sorted({each.group for each in one.standings}):
        found = [each for each in one.standings if each.group == team]
        name = team or words("whatif_page", "no_team", language)
        title = _title("stability", language, team=name, period=one.period)
        drawn = rank_ranges(whatif, found, language).to_plotly_json()
        yield Panel(title, drawn, notes=_most(len(found), language, "first_shown"))
    noise = of_noise(whatif, one, language)
    text = words("stability", "noise" if noise.rows else "no_noise", language)
    method = words("stability", "method", language).format(
        days=one.days, draws=one.draws, seed=one.seed, middle=percent(one.middle)
    )
    notes = (text.format(noise=percent(one.noise)), method)
    title = _title("noise", language, period=one.period)
    yield Panel(title, table=noise if noise.rows else None, notes=notes)
    if one.standings:
        title = _title("ranks_table", language, period=one.period)
        yield Panel(title, table=of_ranks(whatif, one, language), is_wide=True)


def _title(key: str, language: Language, **values: str) -> str:
    return words("whatif_page", key, language).format(**values)


def _most(rows: int, language: Language, key: str = "most_shown") -> tuple[str, ...]:
    if rows <= MOST:
        return ()
    return (words("whatif_page", key, language).format(all=rows, shown=MOST),)
