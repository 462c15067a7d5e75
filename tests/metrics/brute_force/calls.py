"""Calls: by queue and by agent, with the policy of 20 seconds and short abandons of 5."""

from collections.abc import Iterable

from tests.metrics.brute_force.tally import Row, Tally


def count_calls(rows: Iterable[Row]) -> Tally:
    tally = Tally()
    for row in rows:
        is_inbound = row["direction"] in (None, "inbound")
        if is_inbound:
            _queue(tally, row)
        served = row["outcome"] in ("answered", "handled")
        parts = [row["talk_seconds"], row["wrap_seconds"]]
        if served and row["agent_id"] and any(part is not None for part in parts):
            tally.add("calls_handled", row["agent_id"], 1)
            tally.add("aht_seconds", row["agent_id"], sum(part or 0 for part in parts), 1)
        if is_inbound and row["outcome"] == "answered":
            tally.add("calls_answered", row["agent_id"], 1)
            if row["is_satisfied"] is not None:
                tally.add("call_csat_rate", row["agent_id"], row["is_satisfied"], 1)
    return tally


def _queue(tally: Tally, row: Row) -> None:
    queue, outcome, wait = row["queue"], row["outcome"], row["wait_seconds"]
    answered, abandoned = outcome == "answered", outcome == "abandoned"
    called_back = outcome == "callback"
    in_time = wait <= 20
    if answered or abandoned:
        tally.add("calls_offered", queue, 1)
        tally.add("abandon_rate", queue, abandoned, 1)
        tally.add("service_level:F1", queue, in_time, 1)
        tally.add("service_level:F3", queue, answered and in_time, 1)
        tally.add("service_level:F5", queue, (answered and in_time) or (abandoned and wait <= 5), 1)
    if answered:
        tally.add("asa_seconds", queue, wait, 1)
        tally.add("service_level:F2", queue, in_time, 1)
    if answered or (abandoned and not in_time):
        for kpi in ("service_level", "service_level:F4"):
            tally.add(kpi, queue, answered and in_time, 1)
    if answered or abandoned or called_back:
        tally.add("service_level:aws", queue, in_time, 1)
    if abandoned and wait <= 5:
        tally.add("short_abandons", queue, 1)
