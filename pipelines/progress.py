"""Progress of a run: Dagster's own events, told to whoever watches."""

import logging

import dagster as dg

from pipelines.cli.progress import Progress

WATCHERS = logging.getLogger("deskmark.steps")


@dg.logger
def step_logger(context: dg.InitLoggerContext) -> logging.Logger:
    """Hands step events to a watcher in this process; writes nothing itself."""
    WATCHERS.propagate = False
    WATCHERS.setLevel(logging.DEBUG)
    return WATCHERS


class StepWatcher(logging.Handler):
    """Counts the steps of one run as they start and end."""

    def __init__(self, progress: Progress, steps: int) -> None:
        super().__init__()
        self.progress, self.steps, self.done = progress, steps, 0

    def emit(self, record: logging.LogRecord) -> None:
        meta = getattr(record, "dagster_meta", None)
        event = meta.get("dagster_event") if isinstance(meta, dict) else None
        if event is None or event.step_key is None:
            return
        if event.event_type_value == "STEP_START":
            self.progress(event.step_key.replace("__", "/"), self.done, self.steps)
        elif event.event_type_value in ("STEP_SUCCESS", "STEP_FAILURE", "STEP_SKIPPED"):
            self.done += 1
            self.progress(event.step_key.replace("__", "/"), self.done, self.steps)
