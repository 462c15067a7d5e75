"""Trails: which records of a log a row of a relation was made from."""

from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict, RootModel

from assets.raw.log import load_logs
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


def records_sql(trail: Trail, part: int, rows: str, most: int | None = None) -> str:
    """The log's records behind these rows of `counted_<part>`; of many the first, as they read."""
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
    cut = ""
    if most is not None:
        known = load_logs()[trail.log]
        names = [known.dated_by] if known.dated_by else []
        names += [name for name in known.stored_columns if name not in (*names, "file_id")]
        order = ", ".join(f'log."{name}"' for name in names)
        cut = f"qualify row_number() over (partition by counted._row order by {order}) <= {most}"
    return f"""
        select log.* exclude ({", ".join(f"_term{place}" for place in range(len(terms)))}),
            {part} as _part, counted._row
        from (select * from counted_{part} where _row in ({rows}) and {trail.only}) as counted
        join (select *, {", ".join(terms)} from raw.{trail.log}) as log on {" and ".join(agree)}
        {cut}
    """
