"""A sweep as tables for people, one row per value, and as JSON for machines."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import typer

from metrics.exact import plain
from metrics.outcome_words import crossing_named
from metrics.words import words
from pipelines.cli.output import print_table
from pipelines.cli.simulated import NONE, heads, print_head, short, sums_tree

if TYPE_CHECKING:
    from assets.whatif.sweep import Run
    from metrics.label import Language
    from metrics.outcome_sums import Sums
    from metrics.sweep import Sweep


def print_sweep(
    sweep: "Sweep", runs: "Sequence[Run]", today: str | None, language: "Language"
) -> None:
    from metrics.outcome_sums import by_team, sums

    print_head(runs[0].found, language, runs[0].found.changes[:-1])
    totals = [sums(run.found.outcomes) for run in runs]
    teams = [{one.team: one for one in by_team(run.found.outcomes)} for run in runs]
    shown = [team for team in teams[0] if any(one[team].cost_change for one in teams)]
    columns = ("cost_now", "change", "mean_now", "winners", "losers", "moved", "crossed",
               "unscored")  # fmt: skip
    titles = [sweep.name, *heads(columns, language), *(str(team) for team in shown)]
    now = words("whatif", "today", language) + (f" ({today})" if today is not None else "")
    rows = [[now, *_today(totals[0]), *_costs(teams[0], shown)]]
    for run, total, of_teams in zip(runs, totals, teams, strict=True):
        rows.append([run.value, *_total(total), *_changes(of_teams, shown)])
    print_table(titles, rows)
    if any(run.found.new_total is not None for run in runs):
        typer.echo(words("whatif", "new_totals", language))
    _print_crossings(runs, language)


def sweep_tree(sweep: "Sweep", runs: "Sequence[Run]", today: str | None) -> dict[str, Any]:
    from metrics.outcome_sums import by_team, sums

    first = runs[0].found
    return {
        "scheme": first.scheme.id,
        "instead_of": first.instead_of,
        "changes": list(first.changes[:-1]),
        "periods": list(first.periods),
        "sweep": sweep.name,
        "today": today,
        "runs": [
            {
                "value": run.value,
                "weights_total": _total_of(run),
                "total": sums_tree(sums(run.found.outcomes)),
                "teams": [
                    {"team": one.team} | sums_tree(one) for one in by_team(run.found.outcomes)
                ],
                "crossings": [
                    {"period": one.period, "agent_id": one.agent_id} | crossing._asdict()
                    for one in run.found.outcomes
                    for crossing in one.crossings
                ],
            }
            for run in runs
        ],
    }


def _total_of(run: "Run") -> str | None:
    return None if run.found.new_total is None else plain(run.found.new_total)


def _today(one: "Sums") -> list[object]:
    cost = f"{one.cost_was:f}" if one.compared else NONE
    return [cost, NONE, short(one.mean_was), *[NONE] * 5]


def _total(one: "Sums") -> list[object]:
    return [
        f"{one.cost_now:f}" if one.compared else NONE,
        f"{one.cost_change:+f}" if one.compared else NONE,
        short(one.mean_now),
        one.winners,
        one.losers,
        one.moved,
        one.crossed,
        one.unscored,
    ]


def _costs(teams: "dict[str | None, Sums]", shown: "Sequence[str | None]") -> list[object]:
    return [f"{teams[team].cost_was:f}" for team in shown]


def _changes(teams: "dict[str | None, Sums]", shown: "Sequence[str | None]") -> list[object]:
    return [f"{teams[team].cost_now:f} ({teams[team].cost_change:+f})" for team in shown]


def _print_crossings(runs: "Sequence[Run]", language: "Language") -> None:
    from assets.whatif.sweep import crossed_at

    found = crossed_at(runs)
    if not found:
        typer.echo(words("whatif", "nobody_crosses", language))
        return
    columns = ("period", "agent", "team", "crossed", "at_values")
    rows = []
    for (period, team, agent_id, crossing), values in found.items():
        what = crossing_named(runs[0].found.scheme, crossing.what, language)
        tiers = f"{what}: {crossing.was or NONE} ⇒ {crossing.now or NONE}"
        rows.append([period, agent_id, team, tiers, ", ".join(values)])
    print_table(heads(columns, language), rows)
