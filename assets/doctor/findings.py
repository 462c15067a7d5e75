"""Everything the doctor looks at, worst first."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from assets.desk.home import Desk
from assets.doctor import appraisal, checks, closing, entries, figures, landed, named, pulls
from assets.doctor.finding import Finding
from assets.warehouse import open_published

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Examination = Callable[["DuckDBPyConnection", Desk], list[Finding]]

EXAMINATIONS: tuple[Examination, ...] = (
    landed.refused_files,
    landed.rejected_records,
    landed.files_to_load,
    checks.failing_checks,
    checks.up_to_date,
    figures.queues_without_policy,
    named.unknown_names,
    figures.provisional_kpis,
    appraisal.unscored_agents,
    entries.books_amiss,
    closing.lost_sources,
    closing.untold_adjustments,
    closing.entries_that_wait,
)
ORDER = ("error", "warn", "info")


def findings(desk: Desk) -> list[Finding]:
    """In the desk's language; the published copy is read, so a run may be under way."""
    found = [
        *checks.what_blocks(desk),
        *landed.nobody_known(desk),
        *appraisal.schemes_amiss(desk),
        *named.rules_amiss(desk),
        *pulls.stopped_pulls(desk),
        *closing.month_end(desk),
    ]
    if desk.published.is_file():
        with open_published(desk) as connection:
            for examine in EXAMINATIONS:
                found += examine(connection, desk)
    else:
        found += landed.never_run(desk)
    return sorted(found, key=lambda finding: ORDER.index(finding.level))
