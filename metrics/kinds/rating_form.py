"""A rating form: criteria that people rate, by whom and on which scale; no weight is printed."""

from typing import Literal

from pydantic import Field, model_validator

from metrics.document_head import Document, Table
from metrics.documents import nearest
from metrics.exact import Exact, plain
from metrics.kinds.words import head, told, word
from metrics.label import Label, Language
from metrics.scheme_part import Part

Rhythm = Literal["day", "month", "quarter", "half_year", "year"]


class Scale(Part):
    """From the least to the most a rater may give; `assumed` where the document prints none."""

    least: Exact
    most: Exact
    whole: bool = True
    assumed: bool = False

    @model_validator(mode="after")
    def _runs_upward(self) -> "Scale":
        if self.least >= self.most:
            raise ValueError(f"{plain(self.least)} is not below {plain(self.most)}.")
        return self

    @property
    def text(self) -> str:
        return f"{plain(self.least)}–{plain(self.most)}"


class Criterion(Part):
    """`basis` is what is looked at; `kpi` a figure that shows it, where there is one."""

    label: Label
    group: str | None = None
    basis: Label | None = None
    kpi: str | None = None


class Outcome(Part):
    """What a result leads to; a person decides it."""

    label: Label
    actions: Label


class RatingForm(Document):
    kind: Literal["rating_form"]
    raters: dict[str, Label] = Field(min_length=1)
    rhythms: tuple[Rhythm, ...] = ()
    scale: Scale | None = None  # without one, the rating is in words
    groups: dict[str, Label] = Field(default_factory=dict)
    criteria: dict[str, Criterion] = Field(min_length=1)
    equal_shares: Literal["assumed"] | None = None  # criteria of one group count alike
    outcomes: dict[str, Outcome] = Field(default_factory=dict)
    required: dict[str, Label] = Field(default_factory=dict)  # nothing is counted without them
    not_printed: dict[str, Label] = Field(default_factory=dict)  # for information

    @model_validator(mode="after")
    def _is_consistent(self) -> "RatingForm":
        for name, one in self.criteria.items():
            if one.group is not None and one.group not in self.groups:
                hint = nearest(one.group, list(self.groups))
                raise ValueError(f'criteria.{name}: there is no group "{one.group}".{hint}')
        if self.equal_shares and self.scale is None:
            raise ValueError("ratings in words have no shares; add a scale.")
        return self

    @property
    def lacks(self) -> tuple[str, ...]:
        return tuple(self.required)

    @property
    def is_template(self) -> bool:
        return True

    @property
    def assumed(self) -> tuple[str, ...]:
        """What the form prints nowhere and takes nevertheless."""
        scale = ("scale",) if self.scale is not None and self.scale.assumed else ()
        return (*scale, "equal_shares") if self.equal_shares else scale

    @property
    def kpis_named(self) -> tuple[str, ...]:
        return tuple(one.kpi for one in self.criteria.values() if one.kpi)

    def tables(self, language: Language) -> list[Table]:
        rows = [
            (
                self.groups[one.group].in_(language) if one.group else "",
                one.label.in_(language),
                one.basis.in_(language) if one.basis else "",
                one.kpi or "",
            )
            for one in self.criteria.values()
        ]
        headers = head(language, "group", "criterion", "basis", "kpi")
        found = [Table(self._how(language), headers, rows)]
        if self.outcomes:
            results = [
                (one.label.in_(language), one.actions.in_(language))
                for one in self.outcomes.values()
            ]
            headers = head(language, "result", "leads_to")
            found.append(Table(word(language, "people_decide"), headers, results))
        absent = [*self.required.values(), *self.not_printed.values()]
        if absent:
            rows_of_absent = [(one.in_(language),) for one in absent]
            found.append(Table("", head(language, "not_printed"), rows_of_absent))
        return found

    def _how(self, language: Language) -> str:
        raters = ", ".join(one.in_(language) for one in self.raters.values())
        scale = word(language, "in_words")
        if self.scale is not None:
            key = "assumed_scale" if self.scale.assumed else "scale"
            scale = told(language, key, scale=self.scale.text)
        rhythms = [word(language, f"every_{rhythm}") for rhythm in self.rhythms]
        return " · ".join([told(language, "rated_by", raters=raters), scale, *rhythms])
