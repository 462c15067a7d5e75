"""Tables of a what-if page: teams, each change with its reason, crossings, groups, noise."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboards.whatif.content import WhatIf
from dashboards.whatif.cost import amount
from dashboards.whatif.people import gains
from metrics.exact import shown
from metrics.fairness import Dimension
from metrics.label import Language
from metrics.number import Fraction
from metrics.outcome_sums import Sums
from metrics.outcome_words import NONE, crossing_named, why
from metrics.stability import Stability
from metrics.words import words


@dataclass(frozen=True)
class Table:
    """Columns whose number is in `numeric` stand right."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: frozenset[int]


def of_teams(teams: Sequence[Sums], everybody: Sums, language: Language) -> Table:
    names = ("team", "sheets", "cost_was", "cost_now", "change", "mean_was", "mean_now",
             "winners", "losers", "moved", "crossed", "unscored")  # fmt: skip
    rows = tuple(_team(one, language) for one in (*teams, everybody))
    return Table(_heads("whatif", names, language), rows, frozenset(range(1, len(names))))


def of_changes(whatif: WhatIf, language: Language) -> Table:
    names = ("agent", "team", "score", "pay", "change", "rank", "why")
    changed = [one for one in whatif.shown if one.is_changed]
    order = {id(one): place for place, one in enumerate(gains(whatif))}
    changed.sort(key=lambda one: (order.get(id(one), len(order)), one.period, one.agent_id))
    rows = tuple(
        (
            whatif.sheet(one),
            one.team,
            _arrow(_score(one.was.statement.score), _score(one.now.statement.score)),
            _arrow(*(NONE if side.paid is None else amount(side.paid)
                     for side in (one.was, one.now))),
            NONE if one.paid_change is None else f"{one.paid_change:+,.2f}",
            _arrow(str(one.was.rank or NONE), str(one.now.rank or NONE)),
            why(one, language),
        )
        for one in changed
    )  # fmt: skip
    return Table(_heads("whatif", names, language), rows, frozenset({2, 3, 4, 5}))


def of_crossings(whatif: WhatIf, language: Language) -> Table:
    names = ("agent", "team", "what", "was", "now")
    rows = tuple(
        (
            whatif.sheet(one),
            one.team,
            crossing_named(whatif.scheme, crossing.what, language),
            crossing.was or NONE,
            crossing.now or NONE,
        )
        for one in whatif.shown
        for crossing in one.crossings
    )
    return Table(_heads("whatif", names, language), rows, frozenset())


def of_sweep(points: Sequence[tuple[str, Sums]], name: str, language: Language) -> Table:
    names = ("cost_now", "change", "winners", "losers", "moved", "crossed")
    rows = tuple(
        (
            value,
            amount(one.cost_now),
            f"{one.cost_change:+,.2f}",
            *(str(count) for count in (one.winners, one.losers, one.moved, one.crossed)),
        )
        for value, one in points
    )
    heads = (name, *_heads("whatif", names, language))
    return Table(heads, rows, frozenset(range(1, len(heads))))


def of_groups(found: Sequence[Dimension], language: Language) -> Table:
    names = ("by", "group", "people", "mean", "median", "spread", "difference", "by_chance",
             "how_often")  # fmt: skip
    rows = tuple(
        (
            words("fairness", dimension.id, language),
            dimension.named(one).in_(language) + (" *" if one.is_small else ""),
            str(one.people),
            shown(one.mean),
            shown(one.median),
            "" if one.spread is None else f"{one.spread:.2f}",
            shown(one.difference),
            f"{shown(one.chance_low)} … {shown(one.chance_high)}",
            _share(one.chance),
        )
        for dimension in found
        for one in dimension.groups
    )
    return Table(_heads("fairness", names, language), rows, frozenset(range(2, len(names))))


def of_noise(whatif: WhatIf, one: Stability, language: Language) -> Table:
    rows = tuple(
        (pair.group, whatif.named(pair.upper), whatif.named(pair.lower), _share(pair.flips))
        for pair in one.neighbours
        if pair.is_noise
    )
    return Table(
        _heads("stability", ("team", "upper", "lower", "flips"), language), rows, frozenset({3})
    )


def of_ranks(whatif: WhatIf, one: Stability, language: Language) -> Table:
    names = ("team", "rank", "agent", "score", "range", "grade", "keeps_grade", "least_sure")
    rows = []
    for each in one.standings:
        least = each.edges[0] if each.edges else None
        tier = f"{least.label.in_(language)} {least.rule}: {_share(least.stays)}" if least else ""
        rows.append(
            (
                each.group,
                str(each.rank),
                whatif.named(each.agent_id),
                shown(each.score),
                str(each.low) if each.low == each.high else f"{each.low}–{each.high}",
                each.grade or "",
                "" if each.keeps_grade is None else _share(each.keeps_grade),
                tier,
            )
        )
    return _without_empty(
        Table(_heads("stability", names, language), tuple(rows), frozenset({1, 3, 4, 6}))
    )


def _without_empty(table: Table) -> Table:
    """Without columns in which nothing stands, as grades where a scheme has none."""
    kept = [place for place in range(len(table.heads)) if any(row[place] for row in table.rows)]
    return Table(
        tuple(table.heads[place] for place in kept),
        tuple(tuple(row[place] for place in kept) for row in table.rows),
        frozenset(new for new, place in enumerate(kept) if place in table.numeric),
    )


def _team(one: Sums, language: Language) -> tuple[str, ...]:
    money = (one.cost_was, one.cost_now)
    return (
        one.team if one.team is not None else words("whatif", "everybody", language),
        str(one.sheets),
        *(amount(cost) if one.compared else NONE for cost in money),
        f"{one.cost_change:+,.2f}" if one.compared else NONE,
        _score(one.mean_was),
        _score(one.mean_now),
        *(str(count) for count in (one.winners, one.losers, one.moved, one.crossed, one.unscored)),
    )


def _heads(topic: str, names: Sequence[str], language: Language) -> tuple[str, ...]:
    return tuple(words(topic, name, language) for name in names)


def _arrow(was: str, now: str) -> str:
    return was if was == now else f"{was} → {now}"


def _score(number: Fraction | None) -> str:
    return NONE if number is None else shown(number)


def _share(share: Fraction) -> str:
    return f"{shown(share * 100, 1)}%"
