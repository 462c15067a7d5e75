"""What to look at first on the last day: targets missed, queues below theirs, drifts, data."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from assets.desk.alerts import Target
from assets.desk.settings import DeskSettings
from assets.digest.written import written
from assets.drifts import drifts
from assets.measures import measure
from metrics.kpi import Kpi
from metrics.label import Label
from metrics.measured import Measured
from metrics.question import ask
from metrics.saying import said

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

WATCHED = (
    "first_response_seconds",
    "average_response_seconds",
    "replied_within_rate",
    "inquiry_conversion_rate",
    "chat_csat_rate",
    "aht_seconds",
    "call_csat_rate",
    "first_reply_minutes",
    "ticket_sla_rate",
)
NAMES = "select agent_id, arg_max(name, valid_from) from staged.agents group by agent_id"
POLICIES = "select queue, target from settings.queue_policies where target is not null"
CHECKS = """
select relation, message_en, message_zh
from ops.checks
where not passed
order by severity, relation, name
"""


@dataclass(frozen=True)
class Finding:
    """One thing to look at; the heavier, the earlier."""

    text: Label
    weight: float


def findings(
    connection: "DuckDBPyConnection",
    kpis: dict[str, Kpi],
    settings: DeskSettings,
    day: date,
) -> list[Finding]:
    found = [
        *_missed(connection, kpis, settings.alerts.targets, day),
        *_queues_below(connection, kpis, day),
        *_drifted(connection, kpis, day),
        *_data(connection),
    ]
    return sorted(found, key=lambda one: (-one.weight, one.text.en))


def headline(
    connection: "DuckDBPyConnection", kpis: dict[str, Kpi], day: date
) -> list[tuple[Kpi, Measured, Measured]]:
    """The volumes of the day, and those of the same weekday a week before."""
    ids = [id_ for id_ in ("chat_customers", "calls_offered", "tickets_created") if id_ in kpis]
    pairs = [
        (_on(connection, kpis, id_, day), _on(connection, kpis, id_, day - timedelta(7)))
        for id_ in ids
    ]
    return [(now.kpi, now, before) for now, before in pairs if now.value]


def _on(connection: "DuckDBPyConnection", kpis: dict[str, Kpi], id_: str, day: date) -> Measured:
    return measure(connection, kpis, ask(kpis, [id_], (), {}, day, day))[0]


def _missed(
    connection: "DuckDBPyConnection", kpis: dict[str, Kpi], targets: dict[str, Target], day: date
) -> list[Finding]:
    found = []
    for id_, target in targets.items():
        one = _on(connection, kpis, id_, day)
        if one.value is None or one.sums is None or one.sums.n < one.kpi.minimum_sample:
            continue
        limit = target.at_least if target.at_least is not None else target.at_most
        value = float(one.value)
        if limit is None or (value >= limit if target.at_least is not None else value <= limit):
            continue
        text = said(
            "site",
            "alert_target",
            kpi=one.kpi.label,
            value=written(value, one.kpi.unit),
            target=written(limit, one.kpi.unit),
        )
        found.append(Finding(text, 100))
    return found


def _queues_below(
    connection: "DuckDBPyConnection", kpis: dict[str, Kpi], day: date
) -> list[Finding]:
    if "service_level" not in kpis:
        return []
    targets = {queue: float(target) for queue, target in connection.execute(POLICIES).fetchall()}
    found = []
    for one in measure(connection, kpis, ask(kpis, ["service_level"], ["queue"], {}, day, day)):
        queue = dict(one.names)["queue"]
        target = targets.get(queue or "", targets.get("*"))
        if queue is None or target is None or one.value is None or one.sums is None:
            continue
        if one.sums.n < one.kpi.minimum_sample or float(one.value) >= target:
            continue
        text = said(
            "site",
            "alert_queue",
            queue=queue,
            value=written(float(one.value), "share"),
            target=written(target, "share"),
            n=f"{one.sums.n:,}",
        )
        found.append(Finding(text, 50 + 100 * (target - float(one.value))))
    return found


def _drifted(connection: "DuckDBPyConnection", kpis: dict[str, Kpi], day: date) -> list[Finding]:
    names = dict(connection.execute(NAMES).fetchall())
    watched = [id_ for id_ in WATCHED if id_ in kpis]
    rows = [row for by in ([], ["agent"]) for row in drifts(connection, watched, by, None, day)]
    found = []
    for row in rows:
        if row["verdict"] != "worse" or row["against"] != "28_days":
            continue
        agent = row.get("agent")
        kpi = kpis[str(row["kpi"])]
        who = Label(en=names.get(agent) or str(agent), zh=names.get(agent) or str(agent))
        errors = abs(float(str(row["errors"])))
        text = said(
            "site",
            "alert_drift",
            who=who if agent else said("site", "everyone"),
            kpi=kpi.label,
            value=written(float(str(row["value"])), kpi.unit),
            before=written(float(str(row["before"])), kpi.unit),
            n=f"{row['n']:,}",
            errors=f"{errors:.1f}",
        )
        found.append(Finding(text, errors + (0 if agent else 20)))
    return found


def _data(connection: "DuckDBPyConnection") -> list[Finding]:
    return [
        Finding(Label(en=f"{relation}: {en}", zh=f"{relation}：{zh}"), 30)
        for relation, en, zh in connection.execute(CHECKS).fetchall()
    ]
