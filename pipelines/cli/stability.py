"""Rank stability as tables for people, and as JSON for machines."""

from typing import TYPE_CHECKING, Any

import typer

from metrics.exact import percent, plain, shown
from metrics.words import words
from pipelines.cli.output import print_table

if TYPE_CHECKING:
    from metrics.label import Language
    from metrics.number import Fraction
    from metrics.stability import Neighbours, Stability, Standing

COLUMNS = ("team", "rank", "agent", "score", "range", "grade", "keeps_grade", "least_sure")
PAIR = ("team", "upper", "lower", "flips")


def print_stability(one: "Stability", language: "Language") -> None:
    typer.echo(words("stability", "title", language).format(period=one.period))
    if not one.standings:
        typer.echo(words("stability", "nobody", language))
        return
    rows = [_row(standing, one, language) for standing in one.standings]
    print_table(_heads(COLUMNS, language), rows)
    noise = [pair for pair in one.neighbours if pair.is_noise]
    text = words("stability", "noise" if noise else "no_noise", language)
    typer.echo(text.format(noise=percent(one.noise)))
    if noise:
        print_table(_heads(PAIR, language), [_pair(pair) for pair in noise])
    for note in notes(one, language):
        typer.echo(note)


def notes(one: "Stability", language: "Language") -> list[str]:
    """How it was drawn, so that anybody can do it again, and what was not."""
    method = words("stability", "method", language).format(
        days=one.days, draws=one.draws, seed=one.seed, middle=percent(one.middle)
    )
    between = "、" if language == "zh" else ", "
    held = words("stability", "held", language).format(inputs=between.join(one.held))
    return [method, held] if one.held else [method]


def stability_tree(one: "Stability", language: "Language") -> dict[str, Any]:
    return {
        "period": one.period,
        "days": one.days,
        "draws": one.draws,
        "seed": one.seed,
        "middle": plain(one.middle),
        "noise": plain(one.noise),
        "held": list(one.held),
        "agents": [_standing(standing, language) for standing in one.standings],
        "neighbours": [
            {
                "team": pair.group,
                "ahead": pair.upper,
                "behind": pair.lower,
                "flips": plain(pair.flips),
                "is_noise": pair.is_noise,
            }
            for pair in one.neighbours
        ],
    }


def _row(one: "Standing", of: "Stability", language: "Language") -> list[object]:
    """Draws that did not score somebody are told beside the range."""
    missed = f" ({one.scored}/{of.draws})" if one.scored < of.draws else ""
    least = one.edges[0] if one.edges else None
    tier = f"{least.label.in_(language)} {least.rule}: {_share(least.stays)}" if least else ""
    return [
        one.group,
        one.rank,
        one.agent_id,
        shown(one.score),
        (str(one.low) if one.low == one.high else f"{one.low}–{one.high}") + missed,
        one.grade or "",
        "" if one.keeps_grade is None else _share(one.keeps_grade),
        tier,
    ]


def _pair(one: "Neighbours") -> list[object]:
    return [one.group, one.upper, one.lower, _share(one.flips)]


def _standing(one: "Standing", language: "Language") -> dict[str, Any]:
    return {
        "agent_id": one.agent_id,
        "team": one.group,
        "score": plain(one.score),
        "rank": one.rank,
        "rank_low": one.low,
        "rank_high": one.high,
        "draws_scored": one.scored,
        "grade": one.grade,
        "keeps_grade": None if one.keeps_grade is None else plain(one.keeps_grade),
        "tiers": [
            {
                "line": edge.line,
                "label": edge.label.in_(language),
                "rule": edge.rule,
                "stays": plain(edge.stays),
            }
            for edge in one.edges
        ],
    }


def _heads(names: tuple[str, ...], language: "Language") -> list[str]:
    return [words("stability", name, language) for name in names]


def _share(share: "Fraction") -> str:
    return f"{shown(share * 100, 1)}%"
