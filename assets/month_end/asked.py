"""What a period asks people to enter: of whom, by whom, and under which name."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assets.appraisal.coverage import Use, coverage, period_days
from assets.appraisal.inputs import kpi_inputs
from assets.appraisal.kpi_inputs import measured_kpis
from assets.desk.home import Desk
from assets.kpi_tables import read_catalogue
from assets.statement import statement
from metrics.kpi import Kpi, with_variants
from metrics.label import Label
from metrics.saying import said
from metrics.scheme import Scheme
from metrics.scheme_input import Input

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

ROLE = "role"
_ENTERED = re.compile(r"\binput = '(\w+)'")


@dataclass(frozen=True)
class Asked:
    """One thing to enter; `counted` says what a KPI makes of it, or that no log brings it.

    `part_of` is the input whose KPI counts several entries: none of them is needed by itself.
    """

    name: str
    declared: Input
    counted: Label | None = None
    part_of: Label | None = None


@dataclass(frozen=True)
class Person:
    agent_id: str
    name: str
    team: str


@dataclass(frozen=True)
class Form:
    """A scheme with what it asks of the people whom it covers."""

    scheme: Scheme
    asked: tuple[Asked, ...]
    people: tuple[Person, ...]

    @property
    def singles(self) -> list[Asked]:
        return [one for one in self.asked if not one.declared.many and not one.declared.rated]

    @property
    def rated(self) -> list[Asked]:
        return [one for one in self.asked if one.declared.rated]

    @property
    def events(self) -> list[Asked]:
        return [one for one in self.asked if one.declared.many]

    def needs(self, one: Asked, role: str) -> bool:
        """Whether a person of the role has no score, or no pay, without it."""
        if one.declared.may_be_absent or one.part_of is not None:
            return False
        return one.counted is not None or one.name == ROLE or one.name in self._needed(role)

    def _needed(self, role: str) -> set[str]:
        paid = [one.formula for one in self.scheme.pay.values() if one.when_incomplete == "refuse"]
        behind = self.scheme.inputs_behind(name for formula in paid for name in formula.names)
        return {*self.scheme.needed(role), *behind}


def forms_of(connection: "DuckDBPyConnection", desk: Desk, period: str) -> list[Form]:
    """The schemes of the period that cover anybody and ask for anything."""
    uses = [use for use in coverage(connection, desk, period) if use.agents]
    kpis = with_variants(read_catalogue(connection))
    wanted = {kpi for use in uses for kpi in kpi_inputs(use.scheme).values()}
    days = period_days(desk, period)
    measured = measured_kpis(connection, wanted & kpis.keys(), *days).keys()
    names = dict(connection.execute(statement("month_end", "names"), [days[1]]).fetchall())
    forms = [
        Form(use.scheme, tuple(asked_of(use.scheme, kpis, set(measured))), _people(use, names))
        for use in uses
    ]
    return [form for form in forms if form.asked]


def _people(use: Use, names: Mapping[str, str]) -> tuple[Person, ...]:
    return tuple(
        Person(one.agent_id, names.get(one.agent_id) or "", one.team) for one in use.agents
    )


def asked_of(scheme: Scheme, kpis: Mapping[str, Kpi], measured: set[str]) -> Iterator[Asked]:
    role = scheme.input_named(ROLE)
    if scheme.roles and role is not None:
        yield Asked(ROLE, role)
    by_kpi = kpi_inputs(scheme)
    for name, declared in scheme.inputs.items():
        if declared.source == "month_end":
            yield Asked(name, declared)
        elif name in by_kpi:
            yield from _of_kpi(name, declared, kpis.get(by_kpi[name]), by_kpi[name] in measured)


def _of_kpi(name: str, declared: Input, kpi: Kpi | None, is_measured: bool) -> Iterator[Asked]:
    """What a KPI counts of entries; else the figure itself, where no log of the period has it."""
    entered = entries_behind(kpi) if kpi is not None else []
    for entry in entered:
        counted = said("month_end", "counted", label=declared.label)
        if len(entered) == 1:
            yield Asked(entry, declared, counted)
        else:
            yield Asked(entry, _entry(entry, declared), counted, declared.label)
    if not entered and not is_measured:
        yield Asked(name, declared, said("month_end", "no_log"))


def entries_behind(kpi: Kpi) -> list[str]:
    """Names of the entries that a KPI counts."""
    if kpi.model != "marts.month_end_values":
        return []
    return list(dict.fromkeys(_ENTERED.findall(kpi.model_dump_json())))


def _entry(name: str, declared: Input) -> Input:
    words = name.replace("_", " ")
    label = Label(en=f"{declared.label.en}: {words}", zh=f"{declared.label.zh}：{words}")
    shape = {"label": label, "from": "month_end", "unit": "count", "better": "neither", "least": 0}
    return Input.model_validate(shape | {"optional": declared.may_be_absent})
