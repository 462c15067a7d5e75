"""What a desk wants to be told: its targets, and who gets the daily digest."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

Service = Literal["dingtalk", "wecom", "feishu", "slack"]


class Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


def _https(value: object) -> object:
    raise ValueError("an address is a secret; put it into the environment, not here.")


class Target(Strict):
    """A KPI's value on a day that is fine: at least or at most so much, in the KPI's unit."""

    at_least: float | None = None
    at_most: float | None = None

    @model_validator(mode="after")
    def _one_side(self) -> "Target":
        if (self.at_least is None) == (self.at_most is None):
            raise ValueError('write one of "at_least" and "at_most".')
        return self


class Webhook(Strict):
    """A group's robot; its address and key are in the environment, by the name given here."""

    service: Service
    name: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    url: Annotated[Any, BeforeValidator(_https)] = None


class Alerts(Strict):
    targets: dict[str, Target] = {}
    webhooks: list[Webhook] = []
    email: list[Annotated[str, Field(pattern=r"^[^@\s<>,;]+@[^@\s<>,;]+$")]] = []
    silent_when_fine: bool = False
    link: Annotated[str, Field(pattern=r"^https?://\S+$")] | None = None

    def targets_tree(self) -> dict[str, dict[str, float]]:
        return {kpi: target.model_dump(exclude_none=True) for kpi, target in self.targets.items()}
