"""Pulling: what changed at each service lands as files, then the bookmark moves on."""

import gzip
import json
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from datetime import time as clock
from pathlib import Path

from assets.desk.home import Desk
from assets.desk.lock import one_run
from assets.pulls import shopify, zendesk
from assets.pulls.credentials import Credentials, credentials_for
from assets.pulls.fault import Fault
from assets.pulls.fields import Record
from assets.pulls.service import Account, Patience, Service
from assets.pulls.settings import ShopifyPull, ZendeskPull
from assets.pulls.state import (
    STAMP,
    PullState,
    StreamState,
    Trouble,
    digest,
    read_state,
    state_path,
    write_state,
    write_whole,
)
from assets.pulls.stream import Position, Stream
from metrics.documents import Problem, nearest

RECORDS_A_FILE = 5_000
Pull = ZendeskPull | ShopifyPull
Tell = Callable[[str], None]


@dataclass(frozen=True)
class Pulled:
    """What one pull brought: records by stream, files, and why it stopped if it did."""

    id: str
    records: dict[str, int] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)
    trouble: Trouble | None = None


def keys_of(desk: Desk, ids: Collection[str] = ()) -> dict[str, Credentials]:
    """The key of every pull, or of those named; raises Problem before anything is asked."""
    known = [pull.id for pull in desk.settings.pulls]
    for name in ids:
        if name not in known:
            raise Problem(
                f'{desk.home / "desk.yml"}: "pulls": there is no pull "{name}".'
                f"{nearest(name, known)}"
            )
    chosen = [pull for pull in desk.settings.pulls if not ids or pull.id in ids]
    return {pull.id: credentials_for(pull) for pull in chosen}


def pull_all(
    desk: Desk,
    ids: Collection[str] = (),
    *,
    tell: Tell | None = None,
    patience: Patience | None = None,
    sleep: Callable[[float], None] = time.sleep,
) -> list[Pulled]:
    """Every pull of the desk, or those named; one that fails does not keep the others."""
    keys = keys_of(desk, ids)
    secrets = [secret for key in keys.values() for secret in key.secrets]

    def open_service(account: Account) -> Service:
        return Service(account, secrets, patience=patience, sleep=sleep)

    with one_run(desk):
        return [
            _pull(desk, pull, keys[pull.id], tell or (lambda line: None), open_service)
            for pull in desk.settings.pulls
            if pull.id in keys
        ]


def _pull(
    desk: Desk,
    pull: Pull,
    key: Credentials,
    tell: Tell,
    open_service: Callable[[Account], Service],
) -> Pulled:
    since = datetime.combine(pull.since, clock(), desk.settings.zone).astimezone(UTC)
    path, folder = state_path(desk, pull.id), desk.landing / "pulls" / pull.id
    state = read_state(path, since, folder)
    landing = _Landing(desk, pull.id, folder, path, state, tell)
    for unfinished in folder.glob("*.part"):
        unfinished.unlink()
    trouble = None
    if since <= datetime.now(UTC) - timedelta(minutes=2):
        try:
            for stream in _streams(pull, key, state, open_service):
                landing.take(stream, since)
        except Fault as fault:
            trouble = Trouble(what=fault.what, remedy=fault.remedy, at=datetime.now(UTC))
            tell(f"{pull.id}: {fault.what.in_(desk.settings.language)}")
    landing.write(trouble)
    return Pulled(pull.id, landing.records, landing.files, trouble)


def _streams(
    pull: Pull,
    key: Credentials,
    state: PullState,
    open_service: Callable[[Account], Service],
) -> list[Stream]:
    if isinstance(pull, ZendeskPull):
        service = open_service(zendesk.account(pull, key))
        zendesk.sign_in(service, key)
        return zendesk.streams(service, state.agents)
    service = open_service(shopify.account(pull, key))
    shopify.sign_in(service, key)
    return shopify.streams(service, pull.shop)


class _Landing:
    """Collects pages into files: first the file, then the bookmark, so nothing is ever skipped."""

    def __init__(
        self, desk: Desk, name: str, folder: Path, path: Path, state: PullState, tell: Tell
    ) -> None:
        self.desk, self.name, self.folder, self.path = desk, name, folder, path
        self.state, self.tell = state, tell
        self.records: dict[str, int] = {}
        self.files: list[str] = []

    def take(self, stream: Stream, since: datetime) -> None:
        """Reads the stream to its end; a failure leaves what came before it on the desk."""
        state = self.state.streams.get(stream.name) or StreamState(upto=since)
        waiting: list[Record] = []
        self.records[stream.name] = 0
        try:
            for page in stream.pages(Position(state.upto, state.cursor)):
                waiting += page.records
                state = state.model_copy(
                    update={"upto": page.position.upto, "cursor": page.position.cursor}
                )
                if len(waiting) >= RECORDS_A_FILE:
                    state, waiting = self._land(stream, waiting, state), []
        except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
            raise Fault(
                "garbled", api=self.name, what=stream.name, reason=type(error).__name__
            ) from None
        finally:
            self._land(stream, waiting, state)

    def write(self, trouble: Trouble | None) -> None:
        self.state = self.state.model_copy(update={"trouble": trouble})
        write_state(self.path, self.state)

    def _land(self, stream: Stream, records: list[Record], state: StreamState) -> StreamState:
        lines = {digest(line := _line(one)): (line, one) for one in records}
        edge_before = set(state.edge)
        fresh = [line for known, (line, _) in lines.items() if known not in edge_before]
        if fresh:
            self._land_file(stream.name, state.upto, "".join(fresh).encode())
        begin = state.upto - stream.overlap
        edge = [one for one, (_, record) in lines.items() if stream.changed_at(record) >= begin]
        before = self.state.streams.get(stream.name)
        if before is not None and before.upto >= begin:
            edge += [one for one in before.edge if one not in lines]
        state = state.model_copy(update={"edge": edge})
        streams = self.state.streams | {stream.name: state}
        self.state = self.state.model_copy(update={"streams": streams})
        write_state(self.path, self.state)
        self.records[stream.name] += len(fresh)
        self.tell(f"{self.name}: {stream.name} {self.records[stream.name]:,}")
        return state

    def _land_file(self, stream: str, upto: datetime, text: bytes) -> None:
        content = gzip.compress(text, mtime=0)
        number = 1
        while True:
            ending = "" if number == 1 else f"-{number}"
            path = self.folder / f"{stream}-{upto.astimezone(UTC):{STAMP}}{ending}.jsonl.gz"
            if not path.exists():
                break
            if path.read_bytes() == content:
                return  # landed by a pull that was ended before its bookmark moved
            number += 1
        write_whole(path, content)
        self.files.append(path.relative_to(self.desk.home).as_posix())


def _line(record: Record) -> str:
    return json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n"
