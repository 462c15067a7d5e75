"""A chat rule: what the platform of a channel counts, from when to when, and how."""

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from metrics.documents import Problem, problem_at, read_document
from metrics.label import Label

EVERY_OTHER_CHANNEL = "*"
Confidence = Literal["published", "reported", "disputed", "convention"]
Seconds = Annotated[int, Field(gt=0, le=86400)]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


def _clock(written: object) -> object:
    """08:00 without quotes is a number of minutes to YAML."""
    if not isinstance(written, str):
        raise ValueError('write the time of day in quotes: "08:00".')
    return written


TimeOfDay = Annotated[
    str, BeforeValidator(_clock), Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$|^24:00$")
]


class ServiceWindow(_Frozen):
    """Half-open: "08:00" until "23:00" takes 22:59:59.999 and leaves 23:00:00."""

    opens: TimeOfDay = Field(alias="from")
    closes: TimeOfDay = Field(alias="until")
    by: Literal["question", "session"] = "question"
    outside: Literal["left_out", "unanswered"] = "left_out"

    @model_validator(mode="after")
    def _is_open(self) -> Self:
        if self.from_seconds == self.until_seconds:
            raise ValueError("the window opens when it closes; leave it out for all day.")
        return self

    @property
    def from_seconds(self) -> int:
        return _seconds(self.opens)

    @property
    def until_seconds(self) -> int:
        return _seconds(self.closes)


class RepliedWithin(_Frozen):
    """What the rate counts, and by when it wants a reply."""

    unit: Literal["round", "session", "customer"]
    judged_by: Literal["first", "every"] = "first"
    seconds: Seconds
    also_printed: tuple[Seconds, ...] = ()  # thresholds that the platform shows beside it


class SlowChat(_Frozen):
    """So many replies of a day to one customer, each after more than so many seconds."""

    replies: int = Field(default=3, gt=0)
    seconds: Seconds = 120


class ChatRule(_Frozen):
    """One file of metrics/chat_rules or of a desk's own folder."""

    label: Label
    note: Label | None = None
    channels: tuple[str, ...] = ()
    as_of: str = Field(pattern=r"^\d{4}(-\d{2}){0,2}$")
    source: tuple[str, ...] = Field(min_length=1)
    confidence: Confidence
    window: ServiceWindow | None = None
    replied_within: RepliedWithin
    round_cap_seconds: Seconds | None = None
    unanswered_seconds: Seconds | None = None
    idle_split_seconds: Seconds | None = None
    closings: Literal["exempt", "counted"] = "counted"
    slow_chat: SlowChat = SlowChat()

    @model_validator(mode="after")
    def _is_in_order(self) -> Self:
        cap, unanswered = self.round_cap_seconds, self.unanswered_seconds
        if cap is not None and unanswered is not None and unanswered > cap:
            raise ValueError("unanswered_seconds is above round_cap_seconds; no wait passes a cap.")
        return self


def load_chat_rules(folder: Path | None = None) -> dict[str, ChatRule]:
    """By file name: the shipped ones, and a desk's own, which win for the channels they name."""
    shipped = _rules_in(files("metrics").joinpath("chat_rules"))
    own = _rules_in(folder) if folder is not None and folder.is_dir() else {}
    if folder is not None:
        _refuse_two_for_one_channel(own, folder)
    claimed = {channel for rule in own.values() for channel in rule.channels}
    kept = {
        name: rule.model_copy(
            update={"channels": tuple(one for one in rule.channels if one not in claimed)}
        )
        for name, rule in shipped.items()
        if name not in own
    }
    return kept | own


def _rules_in(folder: Traversable | Path) -> dict[str, ChatRule]:
    paths = sorted(folder.iterdir(), key=lambda entry: entry.name)
    return {
        path.name.removesuffix(".yml"): _lower(read_document(path, ChatRule))
        for path in paths
        if path.name.endswith(".yml")
    }


def _lower(rule: ChatRule) -> ChatRule:
    """Channels are compared without regard to case."""
    return rule.model_copy(update={"channels": tuple(one.lower() for one in rule.channels)})


def _refuse_two_for_one_channel(rules: dict[str, ChatRule], folder: Path) -> None:
    named: dict[str, str] = {}
    for name, rule in rules.items():
        for channel in rule.channels:
            if channel in named:
                text = f'{named[channel]}.yml names channel "{channel}" too; keep it in one.'
                raise problem_at(folder / f"{name}.yml", ("channels",), text)
            named[channel] = name


def rule_of(rules: dict[str, ChatRule], channel: str | None) -> tuple[str, ChatRule]:
    """The rule that counts a channel, else that of every other channel."""
    for wanted in ((channel or "").lower(), EVERY_OTHER_CHANNEL):
        for name, rule in rules.items():
            if wanted in rule.channels:
                return name, rule
    raise Problem('chat_rules: no rule names channel "*"; one must.')


def _seconds(time_of_day: str) -> int:
    hours, minutes, *rest = (int(part) for part in time_of_day.split(":"))
    return hours * 3600 + minutes * 60 + sum(rest)
