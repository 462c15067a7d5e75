"""What a run did: its ledger lines, its days, its files, and what failed."""

from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import dagster as dg

from assets.checks.blocked import Blocked
from assets.desk.home import Desk
from metrics.documents import Problem
from sql import named_rows

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


@dataclass(frozen=True)
class Outcome:
    """What a run did, and what a person must look at."""

    loads: list[dict[str, object]] = field(default_factory=list)
    days_rebuilt: int = 0
    periods: list[str] = field(default_factory=list)
    site: Path | None = None
    workbooks: list[Path] = field(default_factory=list)
    findings: list[dict[str, str]] = field(default_factory=list)
    seconds: float = 0.0


@dataclass(frozen=True)
class Run:
    """Where the ledgers stood when the run began."""

    version: int
    file_id: int

    @classmethod
    def now(cls, connection: "DuckDBPyConnection") -> "Run":
        from assets.raw.ledger import prepare_ledger
        from assets.raw.log import load_logs
        from sql import next_version

        prepare_ledger(connection, load_logs().values())
        ((file_id,),) = connection.execute(
            "select coalesce(max(file_id), 0) from ops.loads"
        ).fetchall()
        return cls(next_version(connection) - 1, int(file_id))


def outcome_of(
    desk: Desk,
    connection: "DuckDBPyConnection",
    before: Run,
    periods: list[str],
    seconds: float,
) -> Outcome:
    loads = named_rows(
        connection,
        "select file, source, log, records_read, loaded, duplicates, rejected from ops.loads "
        "where file_id > $id order by file",
        {"id": before.file_id},
    )
    ((days,),) = connection.execute(
        "select count(distinct day) from ops.builds "
        "where version > $version and relation like 'marts.%'",
        {"version": before.version},
    ).fetchall()
    page = desk.site / "index.html"
    return Outcome(
        loads=loads,
        days_rebuilt=int(days),
        periods=periods,
        site=page if page.is_file() else None,
        workbooks=sorted(
            book for period in periods for book in (desk.exports / period).glob("*.xlsx")
        ),
        findings=_findings(desk),
        seconds=seconds,
    )


def failure_of(result: dg.ExecuteInProcessResult) -> Problem:
    """The blocking checks that failed, or the first failed step as one sentence."""
    broken = [
        f"{'.'.join(one.asset_key.path)} ({one.check_name}): {one.description}"
        for one in result.get_asset_check_evaluations()
        if not one.passed and one.severity == dg.AssetCheckSeverity.ERROR
    ]
    if broken:
        return Blocked("\n".join(broken))
    for event in result.all_events:
        if event.event_type_value in ("STEP_FAILURE", "RUN_FAILURE"):
            error = getattr(event.event_specific_data, "error", None)
            while error is not None and error.cause is not None:
                error = error.cause
            if error is not None:
                words = error.message.strip()
                if error.cls_name == "Blocked":
                    return Blocked(words.removeprefix("assets.checks.blocked.Blocked: "))
                prefix = "metrics.documents.Problem: "
                if words.startswith(prefix) or error.cls_name == "Problem":
                    return Problem(words.removeprefix(prefix).removeprefix("Problem: "))
                return Problem(f"{event.step_key or 'the run'} failed: {words.splitlines()[0]}")
    return Problem("the run failed; see it in: deskmark dev")


def _findings(desk: Desk) -> list[dict[str, str]]:
    from assets.doctor import findings

    return [asdict(one) for one in findings(desk) if one.level != "info"]
