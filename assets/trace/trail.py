"""Trails: which records of a log a row of a relation was made from."""

from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict, RootModel

from metrics.documents import read_document


class Trail(BaseModel):
    """Terms over the log's columns, each with the relation's column that it must agree with."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    log: str
    by: dict[str, str]
    days: tuple[int, int] | None = None
    only: str = "true"


class Trails(RootModel[dict[str, tuple[Trail, ...]]]):
    """Relation → trails: the whole of trails.yml."""

    model_config = ConfigDict(frozen=True)


def trails_of(relation: str) -> tuple[Trail, ...]:
    return _trails().get(relation, ())


@cache
def _trails() -> dict[str, tuple[Trail, ...]]:
    return read_document(files("assets").joinpath("trace", "trails.yml"), Trails).root


def records_sql(trail: Trail, part: int, rows: str) -> str:
    """The log's records behind these rows of `counted_<part>`."""
    terms = [f"({term}) as _term{place}" for place, term in enumerate(trail.by)]
    agree = [
        f"log._term{place} is not distinct from counted.{column}"
        for place, column in enumerate(trail.by.values())
    ]
    if trail.days is not None:
        first, last = trail.days
        agree.append(
            f"log.business_date between counted.business_date + ({first}) "
            f"and counted.business_date + ({last})"
        )
    return f"""
        select log.* exclude ({", ".join(f"_term{place}" for place in range(len(terms)))}),
            {part} as _part, counted._row
        from (select * from counted_{part} where _row in ({rows}) and {trail.only}) as counted
        join (select *, {", ".join(terms)} from raw.{trail.log}) as log on {" and ".join(agree)}
    """
