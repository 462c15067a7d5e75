"""One promise about a relation as a question to DuckDB: which rows break it, and how to say so."""

from dataclasses import dataclass, field

from metrics.label import Label
from metrics.saying import said
from sql import Check, Model, Severity


@dataclass(frozen=True)
class Question:
    """`broken` selects the rows that break it; `condition` tells them apart in a pass over all."""

    relation: str
    name: str
    severity: Severity
    broken: str
    condition: str | None
    sentence: str  # key of the words that say it
    values: dict[str, object] = field(hash=False)

    def says(self, breaking: int, rows: int, where: Label) -> Label:
        numbers = {"n": f"{breaking:,}", "rows": f"{rows:,}", "where": where}
        return said("checks", self.sentence, **self.values, **numbers)


def questions(model: Model) -> list[Question]:
    """Every promise of the model's YAML."""
    asked = [
        _of_column(model.table, name, check)
        for name, column in model.columns.items()
        for check in column.checks
    ]
    for check in model.checks:
        rule = Label(en=check.label.en.rstrip("."), zh=check.label.zh.rstrip("。"))
        asked.append(
            Question(
                relation=model.table,
                name=check.name,
                severity=check.severity,
                broken=check.sql,
                condition=None,
                sentence="rule_breaks",
                values={"rule": rule},
            )
        )
    return asked


def _of_column(relation: str, column: str, check: Check) -> Question:
    condition = _condition(column, check)
    argument = check.argument
    words = ", ".join(argument) if isinstance(argument, tuple) else argument
    since, until = argument if check.kind == "within" and isinstance(argument, tuple) else ("", "")
    return Question(
        relation=relation,
        name=check.kind,
        severity=check.severity,
        broken=f"select * from {relation} where {condition}",
        condition=condition,
        sentence=f"{check.kind}_breaks",
        values={"column": column, "argument": words, "since": since, "until": until},
    )


def _condition(column: str, check: Check) -> str:
    name, argument = f'"{column}"', check.argument
    match check.kind:
        case "not_null":
            return f"{name} is null"
        case "at_least":
            return f"{name} < {argument}"
        case "at_most":
            return f"{name} > {argument}"
        case "not_after" | "not_above":
            return f'{name} > "{argument}"'
        case "within":
            # both moments may be cut to whole seconds
            since, until = argument if isinstance(argument, tuple) else ("", "")
            return f'{name} > seconds_between("{since}", "{until}") + 1'
        case "one_of":
            words = argument if isinstance(argument, tuple) else (str(argument),)
            listed = ", ".join("'" + word.replace("'", "''") + "'" for word in words)
            return f"{name} not in ({listed})"
