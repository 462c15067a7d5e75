"""Ranks within a period and group, with the tie rule that the scheme declares."""

from collections import defaultdict
from dataclasses import replace
from fractions import Fraction

from metrics.case import Case
from metrics.scheme import Scheme
from metrics.statement import Statement


def with_ranks(scheme: Scheme, cases: list[Case], statements: list[Statement]) -> list[Statement]:
    """Only people with a score are ranked; a settled period keeps the rank it came with."""
    if scheme.ranks is None:
        return statements
    scores: dict[tuple[str, str], list[Fraction]] = defaultdict(list)
    for one in statements:
        if one.score is not None:
            scores[one.period, one.group].append(one.score)
    tables = {
        key: _positions(values, worse=scheme.ranks.ties == "share_worse")
        for key, values in scores.items()
    }
    answer = []
    for case, one in zip(cases, statements, strict=True):
        rank, ranked = case.values.get("rank"), case.values.get("ranked")
        if one.score is None:
            answer.append(one)
        elif rank is not None and ranked is not None:
            answer.append(replace(one, rank=int(rank), ranked=int(ranked)))
        else:
            key = (one.period, one.group)
            answer.append(replace(one, rank=tables[key][one.score], ranked=len(scores[key])))
    return answer


def _positions(scores: list[Fraction], *, worse: bool) -> dict[Fraction, int]:
    """Score → rank, best first; equal scores share the better or the worse place."""
    positions: dict[Fraction, int] = {}
    for place, value in enumerate(sorted(scores, reverse=True), start=1):
        if worse or value not in positions:
            positions[value] = place
    return positions
