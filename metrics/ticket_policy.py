"""A ticket policy: how soon which tickets are promised a reply and a resolution."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, field_validator, model_validator

from metrics.documents import nearest, read_document
from metrics.label import Label
from metrics.service_level import policy_paths

Metric = Literal["first_reply", "next_reply", "resolution"]
Clock = Literal["calendar", "business"]
UNSOLVED = ("new", "open", "pending", "on_hold")  # states that may stop a clock
EVERY_OTHER_PRIORITY = "*"
SECONDS = {"d": 86_400, "h": 3_600, "m": 60, "s": 1}
Names = Annotated[tuple[str, ...], Field(min_length=1)]


def _duration(written: object) -> object:
    """`15m`, `4h`, `1h30m`, `2d`; a day is 24 hours of the policy's clock, not a working day."""
    parts = re.findall(r"(\d+)([dhms])", str(written))
    if not parts or "".join(number + unit for number, unit in parts) != str(written):
        raise ValueError(f'"{written}" is no length of time; write it as 90s, 15m, 4h or 2d.')
    seconds = sum(int(number) * SECONDS[unit] for number, unit in parts)
    if not seconds:
        raise ValueError("a promise of no time at all; write it as 90s, 15m, 4h or 2d.")
    return seconds


Duration = Annotated[int, BeforeValidator(_duration)]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Coverage(_Frozen):
    """Which tickets; what is not named may be anything."""

    teams: Names | None = None
    shops: Names | None = None
    channels: Names | None = None
    categories: Names | None = None


class Targets(_Frozen):
    """Promises for one priority; what is not named is not promised."""

    first_reply: Duration | None = None
    next_reply: Duration | None = None
    resolution: Duration | None = None

    @model_validator(mode="after")
    def _must_promise_something(self) -> Self:
        if not self.promised:
            raise ValueError("nothing is promised; add first_reply, next_reply or resolution.")
        return self

    @property
    def promised(self) -> dict[Metric, int]:
        every: dict[Metric, int | None] = {
            "first_reply": self.first_reply,
            "next_reply": self.next_reply,
            "resolution": self.resolution,
        }
        return {metric: seconds for metric, seconds in every.items() if seconds is not None}


class TicketPolicy(_Frozen):
    """One file with `targets:` in metrics/service_levels or in a desk's own service_levels/."""

    label: Label
    position: int = 100
    covers: Coverage = Coverage()
    targets: dict[str, Targets] = Field(min_length=1)
    clock: Clock | dict[Metric, Clock] = "calendar"
    pauses: dict[Metric, tuple[str, ...]] = {}
    target_share: Decimal = Field(default=Decimal(1), gt=0, le=1)
    since: date | None = None
    until: date | None = None

    @field_validator("pauses")
    @classmethod
    def _must_be_states(
        cls, pauses: dict[Metric, tuple[str, ...]]
    ) -> dict[Metric, tuple[str, ...]]:
        for word in (word for words in pauses.values() for word in words):
            if word not in UNSOLVED:
                raise ValueError(
                    f'"{word}" is no state that stops a clock.{nearest(word, [*UNSOLVED])}'
                )
        return pauses

    @model_validator(mode="after")
    def _must_go_forward(self) -> Self:
        if self.since and self.until and self.until < self.since:
            raise ValueError(f"until {self.until} is before since {self.since}.")
        return self

    def clock_of(self, metric: Metric) -> Clock:
        return self.clock.get(metric, "calendar") if isinstance(self.clock, dict) else self.clock


class Promise(_Frozen):
    """One target of one policy, as it stands in settings.ticket_policies."""

    policy: str
    position: int
    since: date | None
    until: date | None  # the last day
    team: Names | None
    shop: Names | None
    channel: Names | None
    category: Names | None
    priority: str | None
    metric: Metric
    target_seconds: int
    clock: Clock
    pauses: tuple[str, ...]
    target_share: Decimal


def load_ticket_policies(folder: Path | None = None) -> dict[str, TicketPolicy]:
    """By file name, in the order in which they are tried."""
    paths = policy_paths(folder, for_tickets=True)
    policies = {name: read_document(path, TicketPolicy) for name, path in paths.items()}
    return dict(sorted(policies.items(), key=lambda entry: (entry[1].position, entry[0])))


def promises(policies: dict[str, TicketPolicy]) -> Iterator[Promise]:
    """Every target; the first policy that covers a ticket counts, so positions run from 1."""
    for position, (name, policy) in enumerate(policies.items(), start=1):
        for priority, targets in policy.targets.items():
            for metric, seconds in targets.promised.items():
                yield Promise(
                    policy=name,
                    position=position,
                    since=policy.since,
                    until=policy.until,
                    team=policy.covers.teams,
                    shop=policy.covers.shops,
                    channel=policy.covers.channels,
                    category=policy.covers.categories,
                    priority=None if priority == EVERY_OTHER_PRIORITY else priority,
                    metric=metric,
                    target_seconds=seconds,
                    clock=policy.clock_of(metric),
                    pauses=policy.pauses.get(metric, ()),
                    target_share=policy.target_share,
                )
