"""The ledger as the doctor shows it: what each source brought, and what was rejected and where."""

from dataclasses import dataclass, field
from importlib.resources import files

from assets.desk.home import Desk
from assets.doctor.question import question
from assets.warehouse import open_published

Line = dict[str, object]


@dataclass(frozen=True)
class Ledger:
    """`sources` adds up: read = loaded + duplicates + rejected; `rejects` is by reason."""

    sources: list[Line] = field(default_factory=list)
    rejects: list[Line] = field(default_factory=list)


def ledger(desk: Desk) -> Ledger:
    if not desk.published.is_file():
        return Ledger()
    from sql import named_rows

    with open_published(desk) as connection:
        # the page shows the same lines, in its own order
        brought = files("dashboards").joinpath("frames", "loads.sql").read_text(encoding="utf-8")
        sources = named_rows(connection, f"select * from ({brought}) order by log, source")
        return Ledger(sources, named_rows(connection, question("rejects")))
