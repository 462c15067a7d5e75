"""Fairness as a table for people, and as JSON for machines."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import typer

from metrics.exact import plain, shown
from metrics.words import words
from pipelines.cli.output import print_table

if TYPE_CHECKING:
    from metrics.fairness import Dimension, Group
    from metrics.label import Language
    from metrics.number import Fraction

COLUMNS = ("by", "group", "people", "mean", "median", "spread", "difference", "by_chance",
           "how_often")  # fmt: skip


def print_fairness(found: "Sequence[Dimension]", scheme: str, language: "Language") -> None:
    typer.echo(words("fairness", "title", language))
    rows = [_row(dimension, group, language) for dimension in found for group in dimension.groups]
    if rows:
        print_table([words("fairness", name, language) for name in COLUMNS], rows)
    for dimension in found:
        for note in dimension.notes:
            typer.echo(note.in_(language))
    typer.echo(method(scheme, language))
    typer.echo(words("fairness", "hint", language))


def method(scheme: str, language: "Language") -> str:
    """How the range of chance was made, so that anybody can do it again."""
    from assets.whatif.fairness import rules

    how = rules().shuffles
    return words("fairness", "method", language).format(
        scheme=scheme, count=how.count, seed=how.seed, smallest=how.smallest
    )


def fairness_tree(found: "Sequence[Dimension]", language: "Language") -> list[dict[str, Any]]:
    from assets.whatif.fairness import rules

    how = rules().shuffles
    return [
        {
            "by": dimension.id,
            "missing": dimension.missing.in_(language) if dimension.missing else None,
            "unknown": dimension.unknown,
            "shuffles": how.count,
            "seed": how.seed,
            "groups": [_tree(dimension, group, language) for group in dimension.groups],
        }
        for dimension in found
    ]


def _row(dimension: "Dimension", one: "Group", language: "Language") -> list[object]:
    outside = words("fairness", "outside", language) if one.is_beyond_chance else ""
    return [
        words("fairness", dimension.id, language),
        dimension.named(one).in_(language) + (" *" if one.is_small else ""),
        one.people,
        shown(one.mean),
        shown(one.median),
        "" if one.spread is None else f"{one.spread:.2f}",
        f"{_signed(one.difference)} {outside}".strip(),
        f"{_signed(one.chance_low)} … {_signed(one.chance_high)}",
        f"{shown(one.chance * 100, 1)}%",
    ]


def _tree(dimension: "Dimension", one: "Group", language: "Language") -> dict[str, Any]:
    return {
        "group": one.id,
        "label": dimension.named(one).in_(language),
        "people": one.people,
        "is_small": one.is_small,
        "mean": plain(one.mean),
        "median": plain(one.median),
        "spread": one.spread,
        "difference": plain(one.difference),
        "chance_low": plain(one.chance_low),
        "chance_high": plain(one.chance_high),
        "chance": float(one.chance),
        "is_beyond_chance": one.is_beyond_chance,
    }


def _signed(number: "Fraction") -> str:
    return f"{'+' if number > 0 else ''}{shown(number)}"
