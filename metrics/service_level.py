"""A service-level policy: how soon which queues promise to answer, and by which formula."""

import re
from collections.abc import Mapping
from decimal import Decimal
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field

from metrics.documents import SAFE_LOADER, Problem, read_document
from metrics.label import Label

Formula = Literal["F1", "F2", "F3", "F4", "F5", "aws", "talkdesk"]
EVERY_OTHER_QUEUE = "*"


class Policy(BaseModel):
    """One file of metrics/service_levels or of a desk's own folder."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    label: Label
    queues: tuple[str, ...] = Field(min_length=1)
    answer_within_seconds: int = Field(gt=0)
    short_abandon_seconds: int = Field(ge=0)
    formula: Formula
    target: Decimal = Field(ge=0, le=1)


def load_policies(folder: Path | None = None) -> dict[str, Policy]:
    """By file name: the shipped ones, and a desk's own, which win for the queues they name."""
    shipped = _read(policy_paths(None, for_tickets=False))
    own = _read(_paths_in(folder, for_tickets=False))
    _refuse_two_for_one_queue(own)
    claimed = {queue for policy in own.values() for queue in policy.queues}
    kept = {
        name: policy.model_copy(
            update={"queues": tuple(q for q in policy.queues if q not in claimed)}
        )
        for name, policy in shipped.items()
        if name not in own and not set(policy.queues) <= claimed
    }
    return kept | own


def policy_paths(folder: Path | None, *, for_tickets: bool) -> dict[str, Path | Traversable]:
    """Files by name, a desk's own in place of shipped ones; those of tickets have `targets:`."""
    shipped = _paths_in(files("metrics").joinpath("service_levels"), for_tickets=for_tickets)
    return shipped | _paths_in(folder, for_tickets=for_tickets)


def _paths_in(
    folder: Path | Traversable | None, *, for_tickets: bool
) -> dict[str, Path | Traversable]:
    if folder is None or not folder.is_dir():
        return {}
    paths = sorted(folder.iterdir(), key=lambda entry: entry.name)
    return {
        path.name.removesuffix(".yml"): path
        for path in paths
        if path.name.endswith(".yml") and _has_targets(path) == for_tickets
    }


def _has_targets(path: Path | Traversable) -> bool:
    """What cannot be read is for the reader of policies to refuse, with its line."""
    try:
        document = yaml.load(path.read_text(encoding="utf-8-sig"), Loader=SAFE_LOADER)
    except (yaml.YAMLError, ValueError, OSError):
        return False
    return isinstance(document, dict) and "targets" in document


def _read(paths: Mapping[str, Path | Traversable]) -> dict[str, Policy]:
    return {name: read_document(path, Policy) for name, path in paths.items()}


def _refuse_two_for_one_queue(policies: dict[str, Policy]) -> None:
    named: dict[str, str] = {}
    for name, policy in policies.items():
        for queue in policy.queues:
            if queue in named:
                raise Problem(
                    f'service_levels/{name}.yml: "queues": {named[queue]}.yml names queue '
                    f'"{queue}" too; keep it in one of them.'
                )
            named[queue] = name


def with_waits(formula: str, answer_within: int | None, short_abandon: int | None) -> str:
    """`answered ≤ T` with its seconds, where they are known: `answered ≤ 20 s`."""
    if answer_within is not None:
        formula = re.sub(r"\bT\b", f"{answer_within} s", formula)
    if short_abandon is not None:
        formula = re.sub(r"(?<=[≤>] )s\b", f"{short_abandon} s", formula)
    return formula
