"""Ranks within a period and group, with the tie rule that the scheme declares."""

from collections import defaultdict
from dataclasses import replace

from metrics.number import Fraction
from metrics.scheme import Scheme
from metrics.sheet import Sheet


def with_ranks(scheme: Scheme, sheets: list[Sheet]) -> list[Sheet]:
    """Only people with a score are ranked; a settled period keeps the rank it came with."""
    if scheme.ranks is None:
        return [_named(sheet, *_settled(sheet)) for sheet in sheets]
    scores: dict[tuple[str, str], list[Fraction]] = defaultdict(list)
    for one in (sheet.statement for sheet in sheets):
        if one.score is not None:
            scores[one.period, one.group].append(one.score)
    tables = {
        key: _positions(values, worse=scheme.ranks.ties == "share_worse")
        for key, values in scores.items()
    }
    answer = []
    for sheet in sheets:
        one = sheet.statement
        rank, ranked = _settled(sheet)
        if one.score is not None and (rank is None or ranked is None):
            key = (one.period, one.group)
            rank, ranked = tables[key][one.score], len(scores[key])
        answer.append(_named(sheet, rank, ranked) if one.score is not None else sheet)
    return answer


def _settled(sheet: Sheet) -> tuple[int | None, int | None]:
    rank, ranked = sheet.case.values.get("rank"), sheet.case.values.get("ranked")
    if isinstance(rank, Fraction) and isinstance(ranked, Fraction):
        return int(rank), int(ranked)
    return None, None


def _named(sheet: Sheet, rank: int | None, ranked: int | None) -> Sheet:
    if rank is None or ranked is None:
        return sheet
    known = sheet.known | {"rank": Fraction(rank), "ranked": Fraction(ranked)}
    return Sheet(sheet.case, replace(sheet.statement, rank=rank, ranked=ranked), known)


def _positions(scores: list[Fraction], *, worse: bool) -> dict[Fraction, int]:
    """Score → rank, best first; equal scores share the better or the worse place."""
    positions: dict[Fraction, int] = {}
    for place, value in enumerate(sorted(scores, reverse=True), start=1):
        if worse or value not in positions:
            positions[value] = place
    return positions
