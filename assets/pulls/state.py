"""Where each pull stands: kept under var/pulls/, told by the landed files where that is lost."""

import gzip
import hashlib
import os
import re
import zlib
from datetime import UTC, datetime
from pathlib import Path

from pydantic import AwareDatetime, BaseModel, ValidationError

from assets.desk.home import Desk
from metrics.label import Label

STAMP = "%Y%m%dT%H%M%SZ"
NAMED = re.compile(r"[a-z_]+-\d{8}T\d{6}Z(-\d+)?\.jsonl\.gz")


class StreamState(BaseModel):
    """`edge` holds digests of records at the end of what is fetched: they will come once more."""

    upto: AwareDatetime
    cursor: str | None = None
    edge: list[str] = []


class Trouble(BaseModel):
    """Why the last pull stopped."""

    what: Label
    remedy: Label
    at: AwareDatetime


class PullState(BaseModel):
    """What the next pull of this id must know."""

    since: AwareDatetime
    streams: dict[str, StreamState] = {}
    agents: dict[str, str] = {}
    trouble: Trouble | None = None


def state_path(desk: Desk, pull: str) -> Path:
    return desk.var / "pulls" / f"{pull}.json"


def read_state(path: Path, since: datetime, landed: Path) -> PullState:
    """A desk that now asks for an earlier time starts again there."""
    try:
        state = PullState.model_validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return PullState(since=since, streams=_told_by_names(landed, since))
    if since < state.since:
        return PullState(since=since, agents=state.agents)
    return state


def last_trouble(path: Path) -> Trouble | None:
    try:
        return PullState.model_validate_json(path.read_bytes()).trouble
    except (OSError, ValidationError):
        return None


def write_state(path: Path, state: PullState) -> None:
    write_whole(path, state.model_dump_json(indent=1).encode())


def write_whole(path: Path, content: bytes) -> None:
    """The file is there with all its bytes, or it is not there; loading ignores `.part`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    with part.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)


def digest(line: str) -> str:
    return hashlib.sha256(line.encode()).hexdigest()[:24]


def _told_by_names(landed: Path, since: datetime) -> dict[str, StreamState]:
    """A landed file is named after the time until which it, with those before, is complete."""
    last: dict[str, list[Path]] = {}
    for path in sorted(landed.glob("*.jsonl.gz")):
        if NAMED.fullmatch(path.name):
            paths = last.setdefault(path.name.partition("-")[0], [])
            last[path.name.partition("-")[0]] = [
                one for one in paths if _stamp(one) == _stamp(path)
            ] + [path]
    return {
        stream: StreamState(upto=max(_stamp(paths[-1]), since), edge=_digests(paths))
        for stream, paths in last.items()
    }


def _stamp(path: Path) -> datetime:
    return datetime.strptime(path.name.split("-")[1][:16], STAMP).replace(tzinfo=UTC)


def _digests(paths: list[Path]) -> list[str]:
    try:
        texts = [gzip.decompress(path.read_bytes()).decode() for path in paths]
    except (OSError, EOFError, ValueError, zlib.error):
        return []
    return [digest(line) for text in texts for line in text.splitlines(keepends=True)]
