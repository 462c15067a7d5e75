"""A scheme: one dated appraisal document as YAML, validated whole."""

from collections.abc import Iterable
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import WrapValidator, model_validator

from metrics.appraisal_calendar import PeriodCalendar
from metrics.approval import Approval
from metrics.award import Award
from metrics.block import Block, Total
from metrics.document_head import Catalogue, InForce
from metrics.exact import Exact
from metrics.figure import Figure
from metrics.formula import Formula
from metrics.gate import Gate, Veto
from metrics.group_mean import GroupMean
from metrics.interval import Interval
from metrics.label import Label
from metrics.levels import Levels
from metrics.mechanism import Unconfigured, or_unconfigured
from metrics.number import Fraction
from metrics.raters import Raters
from metrics.scheme_input import Input
from metrics.scheme_names import problems_of
from metrics.scheme_part import Part
from metrics.scheme_rows import Amount, Flag, Line, Ranks
from metrics.scheme_settings import Option, Parameter, filled
from metrics.summary import Summary

RESULT_NAMES = ("score", "rank", "ranked")


class Scheme(Part):
    id: str
    title: Label
    kind: Literal["scored"]
    catalogue: Catalogue | None = None
    covers: Label
    period: PeriodCalendar
    in_force: InForce = InForce()
    notes: list[Label] = []
    roles: dict[str, Label] = {}
    raters: Raters | None = None
    inputs: dict[str, Input]
    figures: dict[str, Figure] = {}
    gates: dict[str, Gate] = {}
    approvals: dict[str, Approval] = {}
    lines: dict[str, Line] = {}
    blocks: dict[str, Block] = {}
    weights_total: Exact = Fraction(100)
    total: Total | None = Total()
    vetoes: dict[str, Veto] = {}
    grades: Annotated[dict[Interval, str] | Unconfigured, WrapValidator(or_unconfigured)] = {}
    ranks: Ranks | None = None
    awards: dict[str, Award] = {}
    levels: Levels | None = None
    flags: dict[str, Flag] = {}
    pay: dict[str, Amount] = {}
    means: dict[str, GroupMean] = {}
    summaries: dict[str, Summary] = {}
    parameters: dict[str, Parameter] = {}
    options: dict[str, Option] = {}
    signatures: list[Label] = []

    @model_validator(mode="before")
    @classmethod
    def _fill_in_parameters(cls, tree: Any) -> Any:
        known = tree.get("parameters") if isinstance(tree, dict) else None
        return filled(tree, known) if isinstance(known, dict) else tree

    @model_validator(mode="after")
    def _is_consistent(self) -> "Scheme":
        problems = problems_of(self)
        if problems:
            raise ValueError("; ".join(problems))
        return self

    @property
    def starts_on(self) -> int:
        return self.period.starts_on

    @property
    def rows(self) -> dict[str, Line]:
        return self.lines

    def input_named(self, name: str) -> Input | None:
        """An input, or the role where the document has roles."""
        return self._role_input if name == "role" and self.roles else self.inputs.get(name)

    def value_named(self, name: str) -> Input:
        """What a line marks, with its label and unit: an input, or a figure read as one."""
        figure = self.figures.get(name)
        if figure is None:
            return self.inputs[name]
        return Input.model_construct(
            label=figure.label, source="month_end", unit=figure.unit, better=figure.better,
            least=figure.least, most=figure.most,
        )  # fmt: skip

    def label_of(self, name: str) -> Label:
        """The label of an input or figure, or of a word of one: `conduct.best`."""
        value, _, word = name.partition(".")
        declared = self.value_named(value)
        return declared.choices[word] if word else declared.label

    @cached_property
    def _role_input(self) -> Input:
        tree = {"label": {"en": "Role", "zh": "岗位"}, "from": "month_end", "unit": "choice",
                "better": "neither", "choices": self.roles}  # fmt: skip
        return Input.model_validate(tree)

    @cached_property
    def words(self) -> dict[str, tuple[str, ...]]:
        """The words of every choice, by input."""
        return {name: one.words for name, one in self.inputs.items() if one.words}

    @cached_property
    def constants(self) -> dict[str, Fraction]:
        """Words of choices and roles as formulas name them: their place in the list.

        A word that has another place in another list stands for neither.
        """
        places: dict[str, set[int]] = {}
        for words in [list(self.roles), *(list(one.words) for one in self.inputs.values())]:
            for place, word in enumerate(words, 1):
                places.setdefault(word, set()).add(place)
        return {word: Fraction(*found) for word, found in places.items() if len(found) == 1}

    @cached_property
    def set_parameters(self) -> dict[str, Fraction]:
        """Those that have a value."""
        return {name: one.value for name, one in self.parameters.items() if one.value is not None}

    @cached_property
    def read(self) -> tuple[str, ...]:
        """Inputs that the score of anybody reads, in the order of the form."""
        return tuple(dict.fromkeys(name for role in self._everyone for name in self.needed(role)))

    @cached_property
    def _needed(self) -> dict[str, tuple[str, ...]]:
        return {role: tuple(dict.fromkeys(self._names_of(role))) for role in self._everyone}

    def needed(self, role: str) -> tuple[str, ...]:
        """Inputs without which a person of this role has no score."""
        return self._needed.get(role, ())

    @property
    def _everyone(self) -> tuple[str, ...]:
        return tuple(self.roles) or ("",)

    def _names_of(self, role: str) -> Iterable[str]:
        names = [name for row in self.lines.values() if row.stands_for(role) for name in row.inputs]
        names += [name for gate in self.gates.values() for name in gate.open_when.names]
        names += [name for veto in self.vetoes.values() for name in veto.when.names]
        names += [name for form in self._formulas_of(role) for name in form.names]
        return self.inputs_behind(names)

    def _formulas_of(self, role: str) -> Iterable[Formula]:
        for row in self.lines.values():
            if row.stands_for(role):
                yield from row.formulas
                if row.when is not None:
                    yield row.when
        for block in self.blocks.values():
            if block.zero_when is not None:
                yield block.zero_when

    def inputs_behind(self, names: Iterable[str]) -> list[str]:
        """The inputs that names stand for; a figure stands for what it is made of."""
        found: list[str] = []
        for name in names:
            if name in self.inputs:
                found.append(name)
            elif name in self.figures:
                found += self.inputs_behind(self.figures[name].names)
        return found

    @cached_property
    def unconfigured(self) -> tuple[str, ...]:
        """Parameters without a value that the score, or an amount that must be paid, needs.

        So do flags and awards: one that nobody could ever have would be kept silently.
        """
        waiting = [name for row in self.lines.values() for name in row.awaited]
        waiting += self.grades.parameters if isinstance(self.grades, Unconfigured) else ()
        formulas = [gate.open_when for gate in self.gates.values()]
        formulas += [veto.when for veto in self.vetoes.values()]
        formulas += [flag.when for flag in self.flags.values()]
        formulas += [award.where for award in self.awards.values() if award.where]
        formulas += [one for role in self._everyone for one in self._formulas_of(role)]
        formulas += [amount.formula for amount in self.pay.values()
                     if amount.when_incomplete == "refuse"]  # fmt: skip
        formulas += [one.formula for one in self.figures.values() if one.formula]
        waiting += [name for one in formulas for name in one.names if self._has_no_value(name)]
        return tuple(sorted(set(waiting)))

    @cached_property
    def raters_apart(self) -> tuple[str, ...]:
        """Raters whose own score an award, a flag or an amount names."""
        formulas = [flag.when for flag in self.flags.values()]
        formulas += [amount.formula for amount in self.pay.values()]
        formulas += [award.where for award in self.awards.values() if award.where]
        named = {name for one in formulas for name in one.names}
        named |= {name for award in self.awards.values() for name, _ in award.measures}
        who = self.raters.who if self.raters else ()
        return tuple(rater for rater in who if f"{rater}_score" in named)

    @cached_property
    def remembered(self) -> tuple[str, ...]:
        """Inputs whose values of earlier periods still matter."""
        names = [name for row in self.lines.values() for name in row.carried]
        names += [name for flag in self.flags.values() if flag.periods > 1
                  for name in flag.when.names]  # fmt: skip
        names += [name for one in self.figures.values() if one.over or one.periods
                  for name in one.names]  # fmt: skip
        names += [name for one in self.levels.formulas for name in one.names] if self.levels else []
        names += [name for one in self.summaries.values() for name in one.formula.names]
        spread = [name for name, one in self.inputs.items() if one.spans]
        return tuple(dict.fromkeys([*self.inputs_behind(names), *spread]))

    @cached_property
    def summed_up(self) -> list[str]:
        """Names that the formulas of half-years and years read."""
        return sorted({name for one in self.summaries.values() for name in one.formula.names})

    @property
    def assumed(self) -> tuple[str, ...]:
        return tuple(name for name, parameter in self.parameters.items() if parameter.assumed)

    def _has_no_value(self, name: str) -> bool:
        parameter = self.parameters.get(name)
        return parameter is not None and parameter.value is None and name not in self.inputs
