"""The digest of a desk's last day as text and as HTML, in the desk's language."""

from dataclasses import dataclass
from datetime import date
from html import escape
from typing import TYPE_CHECKING

from assets.desk.settings import DeskSettings
from assets.digest.findings import Finding, findings, headline
from assets.digest.written import written
from assets.kpi_tables import read_catalogue
from metrics.documents import Problem
from metrics.kpi import Kpi, with_variants
from metrics.measured import Measured
from metrics.words import words
from sql import data_day

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

SHOWN = 3


@dataclass(frozen=True)
class Digest:
    """`lines` are the volumes, `things` what to look at first, of `count` in all."""

    title: str
    day: date
    lines: tuple[str, ...]
    things: tuple[str, ...]
    count: int
    fine: str
    more: str
    link: str | None

    @property
    def is_fine(self) -> bool:
        return not self.things

    @property
    def text(self) -> str:
        things = [f"{place}. {thing}" for place, thing in enumerate(self.things, start=1)]
        parts = [self.title, *self.lines, "", *(things or [self.fine])]
        if self.count > len(self.things):
            parts.append(self.more)
        return "\n".join([*parts, *([self.link] if self.link else [])])

    @property
    def html(self) -> str:
        """Without a style sheet or a picture: mail programs show it as it is."""
        lines = "".join(f"<p>{escape(line)}</p>" for line in self.lines)
        things = "".join(f"<li>{escape(thing)}</li>" for thing in self.things)
        rest = f"<ol>{things}</ol>" if things else f"<p>{escape(self.fine)}</p>"
        if self.count > len(self.things):
            rest += f"<p>{escape(self.more)}</p>"
        if self.link:
            rest += f'<p><a href="{escape(self.link)}">{escape(self.link)}</a></p>'
        return f"<html><body><h2>{escape(self.title)}</h2>{lines}{rest}</body></html>"


def digest(connection: "DuckDBPyConnection", settings: DeskSettings) -> Digest:
    """Raises Problem where nothing was measured or a target names no KPI."""
    kpis = with_variants(read_catalogue(connection))
    day = data_day(connection)
    if day is None:
        raise Problem("No log has been loaded yet; run: deskmark run")
    for id_ in settings.alerts.targets:
        if id_ not in kpis:
            raise Problem(f'desk.yml: "alerts": "targets": there is no KPI "{id_}".')
    found = findings(connection, kpis, settings, day)
    return _told(settings, day, headline(connection, kpis, day), found)


def _told(
    settings: DeskSettings,
    day: date,
    volumes: list[tuple[Kpi, Measured, Measured]],
    found: list[Finding],
) -> Digest:
    spoken = settings.language
    shown = tuple(one.text.in_(spoken) for one in found[:SHOWN])
    return Digest(
        title=f"{settings.name} · {day.isoformat()}",
        day=day,
        lines=tuple(_volume(kpi, now, before, settings) for kpi, now, before in volumes),
        things=shown,
        count=len(found),
        fine=words("site", "nothing_stands_out", spoken),
        more=words("digest", "more", spoken).format(n=len(found) - len(shown)),
        link=settings.alerts.link,
    )


def _volume(kpi: Kpi, now: Measured, before: Measured, settings: DeskSettings) -> str:
    spoken = settings.language
    value = written(float(now.value or 0), kpi.unit).in_(spoken)
    text = f"{kpi.label.in_(spoken)} {value}"
    if not before.value:
        return text
    earlier = written(float(before.value), kpi.unit).in_(spoken)
    return text + words("digest", "before", spoken).format(value=earlier)
