"""A service-level policy: how soon which queues promise to answer, and by which formula."""

from decimal import Decimal
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from metrics.documents import Problem, read_document
from metrics.label import Label

Formula = Literal["F1", "F2", "F3", "F4", "F5", "aws"]
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
    shipped = _policies_in(files("metrics").joinpath("service_levels"))
    own = _policies_in(folder) if folder is not None and folder.is_dir() else {}
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


def _policies_in(folder: Traversable | Path) -> dict[str, Policy]:
    paths = sorted(folder.iterdir(), key=lambda entry: entry.name)
    return {
        path.name.removesuffix(".yml"): read_document(path, Policy)
        for path in paths
        if path.name.endswith(".yml")
    }


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
