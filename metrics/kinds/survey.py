"""A survey: its questions, when each is asked, and the figures that its answers make."""

from typing import Literal

from pydantic import Field, model_validator

from metrics.document_head import Document, Table
from metrics.documents import nearest
from metrics.formula import Formula
from metrics.kinds.checklist import Item, item_rows
from metrics.kinds.promise import Promise, promise_rows
from metrics.kinds.shift import Shift, shift_rows
from metrics.kinds.words import formula_in, head, told, word
from metrics.label import Label, Language
from metrics.saying import said
from metrics.scheme_part import Part


class Range(Part):
    least: int
    most: int


class Question(Part):
    """Answered by one of `choices`, by a number in a range, or, without either, in words."""

    label: Label
    choices: dict[str, Label] = Field(default_factory=dict)
    numbers: Range | None = None
    ask_when: dict[str, str] = Field(default_factory=dict)  # question or fact: answer; all hold
    in_satisfaction: bool = True

    def takes(self, answer: str) -> bool:
        if self.numbers is not None:
            whole = answer.isascii() and answer.isdigit() and len(answer) < 10
            return whole and self.numbers.least <= int(answer) <= self.numbers.most
        return answer in self.choices if self.choices else bool(answer)


class SurveyFigure(Part):
    """Over `completed`, `due`, `<question>_<choice>`, `<question>_sum` and `<question>_count`."""

    label: Label
    formula: Formula
    kpi: str | None = None
    satisfaction: bool = False


class Survey(Document):
    kind: Literal["survey"]
    facts: dict[str, Label] = Field(default_factory=dict)  # known beside the answers
    questions: dict[str, Question] = Field(min_length=1)
    figures: dict[str, SurveyFigure] = Field(min_length=1)
    script: dict[str, Item] = Field(default_factory=dict)
    promises: dict[str, Promise] = Field(default_factory=dict)
    shifts: dict[str, Shift] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _is_consistent(self) -> "Survey":
        known = list(self.facts)
        for name, question in self.questions.items():
            for other in question.ask_when:
                if other not in known:
                    hint = nearest(other, known)
                    raise ValueError(f'questions.{name}: "{other}" is not known by then.{hint}')
            known.append(name)
        for name, one in self.figures.items():
            self._check(name, one)
        return self

    def _check(self, name: str, one: SurveyFigure) -> None:
        counts = self.counts
        for used in one.formula.names:
            if used not in counts:
                hint = nearest(used, list(counts))
                raise ValueError(f'figures.{name}: no answers make "{used}".{hint}')
            if one.satisfaction and not counts[used]:
                raise ValueError(f'figures.{name}: "{used}" is kept out of satisfaction.')

    @property
    def counts(self) -> dict[str, bool]:
        """What a figure may be made of, and whether satisfaction may be."""
        found = {"completed": True, "due": True}
        for name, question in self.questions.items():
            keys = list(question.choices) or (["sum", "count"] if question.numbers else ["count"])
            found |= {f"{name}_{key}": question.in_satisfaction for key in keys}
        return found

    @property
    def kpis_named(self) -> tuple[str, ...]:
        return tuple(one.kpi for one in self.figures.values() if one.kpi)

    def tables(self, language: Language) -> list[Table]:
        questions = [
            (
                one.label.in_(language),
                _answers(one, language),
                self._when(one, language),
                "" if one.in_satisfaction else word(language, "kept_out"),
            )
            for one in self.questions.values()
        ]
        headers = head(language, "question", "answers", "asked_when", "satisfaction")
        found = [Table(word(language, "questions"), headers, questions)]
        figures = [
            (
                one.label.in_(language),
                formula_in(language, one.formula, self._names),
                one.kpi or "",
            )
            for one in self.figures.values()
        ]
        headers = head(language, "name", "formula", "kpi")
        found.append(Table(word(language, "figures"), headers, figures))
        if self.script:
            table = item_rows(self.script, {}, language, None)
            found.append(table._replace(title=word(language, "script")))
        if self.promises:
            found.append(promise_rows(self.promises, language))
        if self.shifts:
            found.append(shift_rows(self.shifts, language))
        return found

    @property
    def _names(self) -> dict[str, Label]:
        """What the counts are called."""
        found = {key: said("documents", key) for key in ("completed", "due_surveys")}
        found["due"] = found.pop("due_surveys")
        for name, one in self.questions.items():
            for choice, label in one.choices.items():
                found[f"{name}_{choice}"] = said(
                    "documents", "answered", question=one.label, answer=label
                )
            for key in ("sum", "count"):
                found[f"{name}_{key}"] = said("documents", f"{key}_of", question=one.label)
        return found

    def _when(self, one: Question, language: Language) -> str:
        parts = []
        for name, answer in one.ask_when.items():
            if name in self.facts:
                parts.append(f"{self.facts[name].in_(language)}: {word(language, answer)}")
            else:
                asked = self.questions[name]
                given = asked.choices[answer].in_(language) if answer in asked.choices else answer
                parts.append(f"{asked.label.in_(language)}: {given}")
        return " + ".join(parts)


def _answers(one: Question, language: Language) -> str:
    if one.numbers is not None:
        return told(language, "scale", scale=f"{one.numbers.least}–{one.numbers.most}")
    choices = [choice.in_(language) for choice in one.choices.values()]
    return " / ".join(choices) or word(language, "in_words")
