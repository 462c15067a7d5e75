"""A simulation as tables for people, and as JSON for machines."""

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import typer

from metrics.exact import plain, shown
from metrics.outcome_words import why
from metrics.words import words
from pipelines.cli.output import print_table

if TYPE_CHECKING:
    from assets.whatif.simulate import Simulation
    from metrics.label import Language
    from metrics.number import Fraction
    from metrics.outcome import Outcome, Reason
    from metrics.outcome_sums import Sums

NONE = "—"


def print_simulation(found: "Simulation", language: "Language") -> None:
    from metrics.outcome_sums import by_team, sums

    print_head(found, language, found.changes)
    if found.new_total is not None:
        typer.echo(words("whatif", "new_total", language).format(total=plain(found.new_total)))
    teams = [*by_team(found.outcomes), sums(found.outcomes)]
    names = ("team", "sheets", "cost_was", "cost_now", "change", "mean_was", "mean_now",
             "winners", "losers", "moved", "crossed", "unscored")  # fmt: skip
    print_table(heads(names, language), [_team(one, language) for one in teams])
    changed = [one for one in found.outcomes if one.is_changed]
    changed.sort(key=lambda one: (one.period, -(one.paid_change or 0), -(one.score_change or 0),
                                  one.agent_id))  # fmt: skip
    if changed:
        columns = ("period", "agent", "team", "score", "pay", "change", "rank", "why")
        print_table(heads(columns, language), [_agent(one, language) for one in changed])
    same = len(found.outcomes) - len(changed)
    typer.echo(words("whatif", "unchanged", language).format(sheets=same))


def as_tree(found: "Simulation", language: "Language") -> dict[str, Any]:
    from metrics.outcome_sums import by_team, sums

    return {
        "scheme": found.scheme.id,
        "instead_of": found.instead_of,
        "changes": list(found.changes),
        "periods": list(found.periods),
        "weights_total": None if found.new_total is None else plain(found.new_total),
        "total": sums_tree(sums(found.outcomes)),
        "teams": [{"team": one.team} | sums_tree(one) for one in by_team(found.outcomes)],
        "agents": [_outcome(one, language) for one in found.outcomes],
    }


def sums_tree(one: "Sums") -> dict[str, Any]:
    """Money and scores as text in full, as everywhere."""
    return {
        "sheets": one.sheets,
        "compared": one.compared,
        "cost_was": f"{one.cost_was:f}" if one.compared else None,
        "cost_now": f"{one.cost_now:f}" if one.compared else None,
        "cost_change": f"{one.cost_change:f}" if one.compared else None,
        "mean_score_was": _full(one.mean_was),
        "mean_score_now": _full(one.mean_now),
        "winners": one.winners,
        "losers": one.losers,
        "rank_changes": one.moved,
        "crossed": one.crossed,
        "unscored": one.unscored,
    }


def print_head(found: "Simulation", language: "Language", changes: Sequence[str]) -> None:
    scheme = f"{found.scheme.id} · {found.scheme.title.in_(language)}"
    typer.echo(f"{scheme} · {' … '.join(dict.fromkeys((found.periods[0], found.periods[-1])))}")
    if found.instead_of != found.scheme.id:
        text = words("whatif", "instead_of", language)
        typer.echo(text.format(scheme=found.instead_of))
    for change in changes:
        typer.echo(f"  {change}")


def _team(one: "Sums", language: "Language") -> list[object]:
    return [
        one.team if one.team is not None else words("whatif", "everybody", language),
        one.sheets,
        f"{one.cost_was:f}" if one.compared else NONE,
        f"{one.cost_now:f}" if one.compared else NONE,
        f"{one.cost_change:+f}" if one.compared else NONE,
        short(one.mean_was),
        short(one.mean_now),
        one.winners,
        one.losers,
        one.moved,
        one.crossed,
        one.unscored,
    ]


def _agent(one: "Outcome", language: "Language") -> list[object]:
    was, now = one.was.statement, one.now.statement
    return [
        one.period,
        one.agent_id,
        one.team,
        _arrow(short(was.score), short(now.score)),
        _arrow(_money(one.was.paid) or NONE, _money(one.now.paid) or NONE),
        NONE if one.paid_change is None else f"{one.paid_change:+f}",
        _arrow(str(one.was.rank or NONE), str(one.now.rank or NONE)),
        why(one, language),
    ]


def _outcome(one: "Outcome", language: "Language") -> dict[str, Any]:
    was, now = one.was.statement, one.now.statement
    return {
        "period": one.period,
        "agent_id": one.agent_id,
        "team": one.team,
        "score_was": _full(was.score),
        "score_now": _full(now.score),
        "score_change": _full(one.score_change),
        "pay_was": _money(one.was.paid),
        "pay_now": _money(one.now.paid),
        "pay_change": _money(one.paid_change),
        "rank_was": one.was.rank,
        "rank_now": one.now.rank,
        "crossings": [crossing._asdict() for crossing in one.crossings],
        "reasons": [_reason_tree(reason, language) for reason in one.reasons],
        "beyond_lines": plain(one.beyond_lines),
        "amounts": {
            name: {"was": _money(was_), "now": _money(now_)}
            for name, (was_, now_) in one.amounts.items()
        },
        "problem": now.problem.in_(language) if now.problem else None,
    }


def _reason_tree(reason: "Reason", language: "Language") -> dict[str, Any]:
    tree: dict[str, Any] = {
        "line": reason.line,
        "label": reason.label.in_(language),
        "change": plain(reason.change),
    }
    for when, line in (("was", reason.was), ("now", reason.now)):
        tree |= {
            f"weighted_{when}": _full(line.weighted) if line else None,
            f"weight_{when}": plain(line.weight) if line else None,
            f"rule_{when}": line.rule if line else None,
        }
    return tree


def heads(names: tuple[str, ...], language: "Language") -> list[str]:
    return [words("whatif", name, language) for name in names]


def _arrow(was: str, now: str) -> str:
    return was if was == now else f"{was} → {now}"


def short(number: "Fraction | None") -> str:
    return NONE if number is None else shown(number)


def _full(number: "Fraction | None") -> str | None:
    return None if number is None else plain(number)


def _money(amount: Decimal | None) -> str | None:
    return None if amount is None else f"{amount:f}"
