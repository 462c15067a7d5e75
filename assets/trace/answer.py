"""A chain as `deskmark explain --json` answers it: every number as exact text."""

from collections.abc import Iterable
from dataclasses import asdict
from itertools import groupby
from typing import Any

from assets.trace.chain import Chain, CountedRow, Link, Origin, Part, Place
from metrics.exact import plain
from metrics.label import Language
from metrics.number import Fraction

Json = dict[str, Any]


def as_json(chain: Chain, language: Language) -> Json:
    return {
        "period": chain.period,
        "agent_id": chain.agent_id,
        "name": chain.name,
        "team": chain.team,
        "scheme": chain.scheme,
        "title": chain.title,
        "score": chain.score,
        "grade": chain.grade,
        "rank": chain.rank,
        "ranked": chain.ranked,
        "problem": chain.problem or None,
        "closed": asdict(chain.frozen) if chain.frozen else None,
        "lines": [_link(link, language) for link in chain.links],
    }


def places_told(places: Iterable[Place]) -> list[Json]:
    """Per file: the numbers of its records, in order; or why they are not known."""
    known = sorted(places, key=lambda place: (place.file, place.source, place.record or 0))
    return [
        _file(file, source, list(group))
        for (file, source), group in groupby(known, key=lambda place: (place.file, place.source))
    ]


def _file(file: str, source: str, places: list[Place]) -> Json:
    told: Json = {
        "file": file,
        "source": source,
        "records": [place.record for place in places if place.record],
        "lines": [place.line for place in places if place.line],
    }
    return told | ({"why_not": places[0].why_not} if places[0].why_not else {})


def _link(link: Link, language: Language) -> Json:
    return {
        "line": link.line,
        "label": link.label,
        "input": link.input,
        "rule": link.rule,
        "points": link.points,
        "weight": link.weight,
        "weighted": link.weighted,
        "note": link.note or None,
        "inputs": [_origin(origin, language) for origin in link.origins],
    }


def _origin(origin: Origin, language: Language) -> Json:
    answer: Json = {
        "input": origin.input,
        "value": origin.value,
        "numerator": origin.numerator,
        "denominator": origin.denominator,
        "n": origin.n,
        "state": origin.state,
        "now": origin.now,
    }
    if origin.kpi is None:
        return answer | {"rater": origin.rater or None, "entered": places_told(origin.places)}
    return answer | {
        "kpi": origin.kpi.id,
        "label": origin.kpi.label.in_(language),
        "definition": origin.kpi.definition.in_(language),
        "formula": origin.kpi.formula,
        "adds_up": origin.agrees,
        "parts": [_part(part) for part in origin.parts],
    }


def _part(part: Part) -> Json:
    return {
        "kpi": part.kpi.id,
        "relation": part.relation,
        "dated_by": part.dated_by,
        "of": "everybody" if part.is_for_everybody else "agent",
        "numerator": plain(part.numerator),
        "denominator": _plain(part.denominator),
        "divided_by": part.kpi.scale,
        "rows": part.row_count,
        "listed": [_row(row) for row in part.rows],
    }


def _row(row: CountedRow) -> Json:
    return {
        "row": row.columns,
        "numerator": plain(row.numerator),
        "denominator": _plain(row.denominator),
        "from": places_told(row.places),
    }


def _plain(number: Fraction | None) -> str | None:
    return plain(number) if number is not None else None
