"""Findings about opening hours and promises: files that are wrong, names that no log knows."""

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from assets.desk.home import Desk
from assets.doctor.finding import Finding
from assets.doctor.question import has
from assets.doctor.wording import say
from assets.raw.log import load_logs
from metrics.documents import Problem, hint
from metrics.schedule_files import claims, load_schedules
from metrics.service_level import EVERY_OTHER_QUEUE, load_policies
from metrics.ticket_policy import load_ticket_policies

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Named = tuple[str, str, str]  # the file, queue|shop|team|channel|category, and the name
KINDS = {
    "queue": ("queue", "队列"),
    "shop": ("shop", "店铺"),
    "team": ("team", "班组"),
    "channel": ("channel", "渠道"),
    "category": ("category", "类别"),
}


def rules_amiss(desk: Desk) -> list[Finding]:
    """Files that a run would stop at."""
    return [
        Finding("error", line, folder, say(desk.settings.language, "Mend it.", "请改正。"))
        for read, folder in READERS
        for line in _mistakes(read, desk)
    ]


def unknown_names(connection: "DuckDBPyConnection", desk: Desk) -> list[Finding]:
    """A name that is in no log covers nothing; where a log has no names at all it is not asked."""
    try:
        named = [one for read, _ in READERS for one in read(desk)]
    except Problem:
        return []  # said as an error already
    known = _known(connection, {kind for _, kind, _ in named})
    return [
        _unknown(file, kind, name, known[kind], desk)
        for file, kind, name in named
        if known[kind] and name not in known[kind]
    ]


def _unknown(file: str, kind: str, name: str, known: set[str], desk: Desk) -> Finding:
    language = desk.settings.language
    word = say(language, *KINDS[kind])
    what = say(language, f'no log knows the {word} "{name}".', f"日志中没有{word}“{name}”。")
    remedy = say(language, "Write it as the logs do.", "请与日志中的写法一致。")
    return Finding("warn", what, file, remedy + hint(name, sorted(known)).in_(language))


def _known(connection: "DuckDBPyConnection", kinds: set[str]) -> dict[str, set[str]]:
    known: dict[str, set[str]] = {kind: set() for kind in kinds}
    for log in load_logs().values():
        for kind in kinds & log.columns.keys():
            if has(connection, log.table):
                query = f"select distinct {kind} from {log.table} where {kind} is not null"
                known[kind] |= {name for (name,) in connection.execute(query).fetchall()}
    return known


def _mistakes(read: Callable[[Desk], Iterable[Named]], desk: Desk) -> Iterator[str]:
    try:
        list(read(desk))
    except Problem as problem:
        yield from str(problem).splitlines()


def _of_schedules(desk: Desk) -> Iterator[Named]:
    for (kind, name), schedule in claims(load_schedules(desk.home / "calendars")).items():
        if kind != "*":
            yield f"calendars/{schedule}.yml", kind, name


def _of_queue_policies(desk: Desk) -> Iterator[Named]:
    for policy, one in load_policies(desk.home / "service_levels").items():
        for queue in one.queues:
            if queue != EVERY_OTHER_QUEUE:
                yield f"service_levels/{policy}.yml", "queue", queue


def _of_ticket_policies(desk: Desk) -> Iterator[Named]:
    for policy, one in load_ticket_policies(desk.home / "service_levels").items():
        covers = one.covers
        named = {
            "team": covers.teams,
            "shop": covers.shops,
            "channel": covers.channels,
            "category": covers.categories,
        }
        for kind, names in named.items():
            for name in names or ():
                yield f"service_levels/{policy}.yml", kind, name


READERS: tuple[tuple[Callable[[Desk], Iterable[Named]], str], ...] = (
    (_of_schedules, "calendars/"),
    (_of_queue_policies, "service_levels/"),
    (_of_ticket_policies, "service_levels/"),
)
