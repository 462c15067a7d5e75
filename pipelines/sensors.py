"""The landing sensor: a new or changed file starts the daily job."""

import hashlib

import dagster as dg

from assets.files.landing import landed_files
from assets.partitions import business_days, desk_of_the_graph
from pipelines.jobs import daily


@dg.sensor(job=daily, minimum_interval_seconds=60)
def landing(context: dg.SensorEvaluationContext) -> dg.RunRequest | dg.SkipReason:
    """Watches landing/, people/ and month-end/ by name, size and time of change."""
    desk = desk_of_the_graph()
    if desk is None:
        return dg.SkipReason("DESKMARK_HOME names no desk.")
    folders = (desk.landing, desk.people, desk.month_end)
    # What a daily job has pulled itself must not start the next one.
    seen = [
        (file.name, file.size, file.modified)
        for file in landed_files(desk.home, folders)
        if not file.name.startswith("landing/pulls/")
    ]
    state = hashlib.sha256(repr(seen).encode()).hexdigest()
    if not seen or state == context.cursor:
        return dg.SkipReason("Nothing new has landed.")
    day = business_days.get_last_partition_key()
    if day is None:
        return dg.SkipReason("The desk's calendar has not begun (starts_on in desk.yml).")
    context.update_cursor(state)
    return dg.RunRequest(run_key=state, partition_key=day)


sensors = [landing]
