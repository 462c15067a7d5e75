"""The checks of logs: of their files, their days and their agents, all from one pass over each."""

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from assets.checks.amiss import Amiss
from assets.checks.expectations import expect_none
from assets.checks.file_span import file_span
from assets.checks.header_drift import header_drift
from assets.checks.keys import repeated_keys
from assets.checks.verdict import Verdict, keep, kept
from assets.desk.home import Desk
from assets.raw.log import Log, load_logs
from assets.statement import statement
from metrics.label import Label
from metrics.words import label, topic_words
from sql import insert_rows, named_rows

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

# Each is assets/checks/<name>.sql: a row per thing amiss, with the log that it is about.
OF_FILES = ("accounted_for", "rejected_share", "file_dates")
OF_DAYS = ("missing_days", "freshness", "volume", "missing_half_hours")
OF_PEOPLE = ("known_agents",)


def checks_of(log: Log) -> list[str]:
    """The checks that this log can be asked."""
    names = ["accounted_for", "repeated_keys", "rejected_share", "header_drift"]
    if log.is_dated:
        names += ["file_dates", "missing_days", "freshness", "volume"]
    if moment_of(log) is not None:
        names.append("missing_half_hours")
    return [*names, *OF_PEOPLE] if log.name == "agents" else names


def moment_of(log: Log) -> str | None:
    """The column that tells the half hour of a record, where the log has times."""
    dated_by = log.dated_by
    if dated_by is None or log.columns[dated_by].type != "timestamp":
        return None
    return dated_by


def judge_logs(connection: "DuckDBPyConnection", desk: Desk) -> list[Verdict]:
    """All logs together, since they are held against each other; nothing is asked twice."""
    logs = load_logs().values()
    relations = [log.table for log in logs]
    version, fingerprint = _state(connection, desk)
    before = kept(connection, relations, fingerprint)
    if before is not None:
        return before
    _look(connection, desk, logs)
    found = _amiss(connection, desk)
    verdicts = _verdicts(desk, logs, found)
    keep(connection, relations, fingerprint, version, verdicts)
    return verdicts


def _state(connection: "DuckDBPyConnection", desk: Desk) -> tuple[int, str]:
    """What the verdicts depend on: the logs as loaded, the questions, the desk's settings."""
    ((version, stamps, file_id),) = connection.execute(
        "select max(version), sum(version), (select max(file_id) from ops.loads) "
        "from ops.days where relation like 'raw.%'"
    ).fetchall()
    questions = [statement("checks", name) for name in (*OF_FILES, *OF_DAYS, *OF_PEOPLE)]
    settings = desk.settings.checks, desk.settings.time_zone, desk.settings.day_starts_at
    text = repr((stamps, file_id, questions, settings, dict(topic_words("checks"))))
    return int(version or 0), hashlib.sha256(text.encode()).hexdigest()


def _look(connection: "DuckDBPyConnection", desk: Desk, logs: Collection[Log]) -> None:
    """Fills the temporary tables that the questions are asked of."""
    _set(connection, desk)
    connection.execute(statement("checks", "tables"))
    profile = statement("checks", "profile")
    for log in logs:
        moment, day = moment_of(log), "business_date" if log.is_dated else "cast(null as date)"
        values = {
            "{log}": log.name,
            "{moment}": f'"{moment}"' if moment else "cast(null as timestamp)",
            "{day}": day,
        }
        connection.execute(_filled(profile, values))
        if "agent_id" in log.columns and log.name != "agents":
            connection.execute(_filled(statement("checks", "agents"), values))
    connection.execute(statement("checks", "spans"))
    files = connection.execute("select distinct file_id, file from ops.loads").fetchall()
    spans = [(file_id, *span) for file_id, file in files if (span := file_span(file))]
    insert_rows(connection, "file_spans", spans)


def _set(connection: "DuckDBPyConnection", desk: Desk) -> None:
    checks, left_out = desk.settings.checks, label("ingest", "left_out")
    for name, value in {
        "desk_zone": desk.settings.time_zone,
        "day_begins": desk.settings.day_starts_at_seconds,
        "left_out": [left_out.en, left_out.zh],
        "rejected_at_most": checks.rejected_share.at_most,
        "outside_at_most": checks.file_dates.at_most,
        "volume_times": checks.volume.times,
        "fewest_records": checks.missing_half_hours.at_least,
    }.items():
        connection.execute(f"set variable {name} = $value", {"value": value})


def _filled(text: str, values: Mapping[str, str]) -> str:
    for place, value in values.items():
        text = text.replace(place, value)
    return text


def _amiss(connection: "DuckDBPyConnection", desk: Desk) -> dict[tuple[str, str], list[Amiss]]:
    """What is amiss by log and check; what the desk does not want to know is not among it."""
    found: dict[tuple[str, str], list[Amiss]] = {}
    for name, log, amiss in _every(connection, desk):
        if _severity(desk, name, log) != "off":
            found.setdefault((log, name), []).append(amiss)
    return found


def _every(connection: "DuckDBPyConnection", desk: Desk) -> Iterator[tuple[str, str, Amiss]]:
    for name in (*OF_FILES, *OF_DAYS, *OF_PEOPLE):
        rows = named_rows(connection, statement("checks", name))
        if name == "missing_days":  # a day without records is said once, so not as volume too
            days = [
                (row["log"], row["source"], row["day"])
                for row in rows
                if _severity(desk, name, str(row["log"])) != "off"
            ]
            insert_rows(connection, "missing_day", days)
        for row in rows:
            yield name, str(row["log"]), Amiss(f"{name}_place", row)
    for log, amiss in header_drift(connection):
        yield "header_drift", log, amiss
    for log, amiss in repeated_keys(connection, desk):
        yield "repeated_keys", log, amiss


def _severity(desk: Desk, name: str, log: str) -> str:
    return desk.settings.checks.severity(name, f"raw.{log}", "warn")


def _verdicts(
    desk: Desk, logs: Collection[Log], found: Mapping[tuple[str, str], Sequence[Amiss]]
) -> list[Verdict]:
    asked = [(log, name) for log in logs for name in checks_of(log)]
    asked = [(log, name) for log, name in asked if _severity(desk, name, log.name) != "off"]
    passed = expect_none(
        {f"{log.table} {name}": len(found.get((log.name, name), ())) for log, name in asked}
    )
    return [
        Verdict(
            relation=log.table,
            name=name,
            severity=desk.settings.checks.severity(name, log.table, "warn"),
            passed=passed[f"{log.table} {name}"],
            message=_message(name, found.get((log.name, name), ())),
        )
        for log, name in asked
    ]


def _message(name: str, amiss: Sequence[Amiss]) -> Label:
    if not amiss:
        return label("checks", "holds")
    return Amiss.together(f"{name}_breaks", amiss)
