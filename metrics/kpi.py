"""A KPI: what it counts, in words and as expressions over the columns of relations."""

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from metrics.documents import Problem, nearest, read_document
from metrics.label import Label

Kind = Literal["share", "mean", "ratio", "count", "stock", "peak", "people", "quantile"]
Unit = Literal["share", "seconds", "minutes", "hours", "count", "money", "ratio", "points"]
Better = Literal["higher", "lower", "neither"]
Grain = Literal["agent_days", "queue_intervals"]

# times are added up in seconds, exactly; the unit divides once, at the end
SECONDS_IN: dict[Unit, int] = {"seconds": 1, "minutes": 60, "hours": 3600}
QUANTILES = {"median": Decimal("0.5"), "p90": Decimal("0.9")}
QUANTILE_LABELS = {
    "median": Label(en="median", zh="中位数"),
    "p90": Label(en="90th percentile", zh="90 分位数"),
}
PARTS = ("numerator", "denominator", "value")


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Source(_Frozen):
    """What one relation contributes to a KPI's sums."""

    model: str
    dated_by: str = "business_date"
    who: str = "agent_id"  # the column that names the agent; "nobody" leaves it unattributed
    numerator: str | None = None
    denominator: str | None = None
    value: str | None = None  # of a mean: per row; makes numerator, denominator and squares
    n: str | None = None


class Variant(_Frozen):
    """Another definition of the same name: what differs from the KPI's own."""

    formula: str
    kind: Kind | None = None
    model: str | None = None
    dated_by: str | None = None
    who: str | None = None
    numerator: str | None = None
    denominator: str | None = None
    value: str | None = None
    n: str | None = None
    sources: tuple[Source, ...] | None = None
    matures_after_days: int | None = Field(default=None, ge=0)


class KpiSpec(_Frozen):
    """The YAML of a KPI."""

    label: Label
    definition: Label
    formula: str
    kind: Kind
    unit: Unit
    better: Better
    grain: Grain = "agent_days"
    by_half_hour: bool = False  # kept by queue and half hour too
    model: str | None = None
    dated_by: str = "business_date"
    who: str = "agent_id"
    numerator: str | None = None
    denominator: str | None = None
    value: str | None = None
    n: str | None = None
    sources: tuple[Source, ...] = ()  # where more than one relation contributes
    over: tuple[str, str] | None = None  # one KPI over another, each from its own sums
    peers_of: str | None = None  # an agent's sum of that KPI over the mean of their team's people
    minimum_sample: int = Field(default=0, ge=0)
    matures_after_days: int = Field(default=0, ge=0)
    not_for: tuple[Literal["agent"], ...] = ()
    variants: dict[str, Variant] = {}
    references: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        origins = (self.model, self.sources, self.over, self.peers_of)
        if sum(1 for origin in origins if origin) != 1:
            raise ValueError("a KPI has one of `model`, `sources`, `over` and `peers_of`.")
        if self.model:
            given = {part for part in ("numerator", "denominator", "value") if getattr(self, part)}
            if given != NEEDED[self.kind]:
                raise ValueError(f"a {self.kind} needs {' and '.join(sorted(NEEDED[self.kind]))}.")
        if self.parts and self.kind != "ratio":
            raise ValueError("one KPI over another is a ratio.")
        return self

    @property
    def parts(self) -> tuple[str, ...]:
        """The KPIs that this one is made of, where it is one over another."""
        return self.over or ((self.peers_of,) if self.peers_of else ())


NEEDED: dict[Kind, set[str]] = {
    "share": {"numerator", "denominator"},
    "ratio": {"numerator", "denominator"},
    "mean": {"value"},
    "count": {"numerator"},
    "stock": {"numerator"},
    "peak": {"numerator"},
    "people": {"numerator"},
    "quantile": {"value"},
}


class Kpi(KpiSpec):
    """A KPI by its id: the name of its file, and for a variant `id:NAME`."""

    id: str

    @property
    def reads(self) -> tuple[Source, ...]:
        """Everything that contributes to its sums; nothing for one KPI over another."""
        if self.model is None:
            return self.sources
        return (
            Source(
                model=self.model,
                dated_by=self.dated_by,
                who=self.who,
                numerator=self.numerator,
                denominator=self.denominator,
                value=self.value,
                n=self.n,
            ),
        )

    @property
    def scale(self) -> int:
        """How many of what is added up make one of the unit."""
        return SECONDS_IN.get(self.unit, 1)

    @property
    def has_no_denominator(self) -> bool:
        return self.kind in ("count", "stock", "peak", "people")

    @property
    def has_quantiles(self) -> bool:
        """Times are skewed: beside their mean stand median and 90th percentile."""
        is_kept = self.grain == "agent_days" and not self.parts
        return is_kept and self.kind == "mean" and self.unit in SECONDS_IN

    @property
    def base_id(self) -> str:
        """Of a quantile, the mean that it stands beside."""
        return self.id.rpartition(":")[0] if self.kind == "quantile" else self.id

    @property
    def quantile(self) -> Decimal | None:
        return QUANTILES[self.id.rpartition(":")[2]] if self.kind == "quantile" else None

    @property
    def is_for_agents(self) -> bool:
        return "agent" not in self.not_for

    @property
    def is_by_half_hour(self) -> bool:
        return self.by_half_hour or self.grain == "queue_intervals"

    def at_quantile(self, name: str) -> "Kpi":
        """The same times by their median or 90th percentile, from the histograms."""
        what = QUANTILE_LABELS[name]
        changes: dict[str, object] = {
            "id": f"{self.id}:{name}",
            "kind": "quantile",
            "label": {"en": f"{self.label.en}, {what.en}", "zh": f"{self.label.zh}（{what.zh}）"},
            "formula": f"{what.en} of the times in: {self.formula}",
            "by_half_hour": False,
            "variants": {},
        }
        return Kpi.model_validate(self.model_dump() | changes)

    def variant(self, name: str) -> "Kpi":
        changes = self.variants[name].model_dump(exclude_none=True)
        needed = NEEDED[changes.get("kind", self.kind)]
        own = self.model_dump() | {part: None for part in PARTS if part not in needed}
        changes |= {"id": f"{self.id}:{name}", "variants": {}}
        return Kpi.model_validate(own | changes)


def load_kpis(folder: Path | None = None) -> dict[str, Kpi]:
    """The shipped KPIs by id; those of a desk's own folder add to them or replace them."""
    own = _kpis_in(folder) if folder is not None and folder.is_dir() else {}
    found = {**_shipped(), **own}
    _check_parts(found)
    return dict(sorted(found.items()))


@cache
def _shipped() -> dict[str, Kpi]:
    return _kpis_in(files("metrics").joinpath("kpis"))


def _kpis_in(place: Traversable | Path) -> dict[str, Kpi]:
    return {
        path.name.removesuffix(".yml"): Kpi(
            id=path.name.removesuffix(".yml"), **dict(read_document(path, KpiSpec))
        )
        for path in sorted(place.iterdir(), key=lambda entry: entry.name)
        if path.name.endswith(".yml")
    }


def with_variants(kpis: Mapping[str, Kpi]) -> dict[str, Kpi]:
    """Every KPI, each followed by its variants, and times by median and p90, by id."""
    every: dict[str, Kpi] = {}
    for kpi in kpis.values():
        for one in (kpi, *(kpi.variant(name) for name in kpi.variants)):
            quantiles = QUANTILES if one.has_quantiles else ()
            for each in (one, *(one.at_quantile(name) for name in quantiles)):
                every[each.id] = each
    return every


def _check_parts(kpis: Mapping[str, Kpi]) -> None:
    every = with_variants(kpis)
    for kpi in kpis.values():
        key = "over" if kpi.over else "peers_of"
        for part in kpi.parts:
            if part not in every:
                hint = nearest(part, sorted(every))
                raise Problem(f'kpis/{kpi.id}.yml: "{key}": "{part}" is not a KPI.{hint}')
            if every[part].parts:
                raise Problem(
                    f'kpis/{kpi.id}.yml: "{key}": "{part}" is itself one KPI over another; '
                    "name its parts."
                )
