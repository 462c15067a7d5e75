"""One check as a question to DuckDB: how many rows break it, and how to say so."""

from dataclasses import dataclass

from metrics.label import Label
from sql import Check, Model

BREAKS = {
    "not_null": Label(
        en="{n} of {rows} rows have no {column}.", zh="{rows} 行中有 {n} 行缺 {column}。"
    ),
    "unique": Label(
        en="{n} of {rows} rows repeat a {column}.", zh="{rows} 行中有 {n} 行的 {column} 重复。"
    ),
    "at_least": Label(
        en="{n} of {rows} rows have {column} below {argument}.",
        zh="{rows} 行中有 {n} 行的 {column} 小于 {argument}。",
    ),
    "at_most": Label(
        en="{n} of {rows} rows have {column} above {argument}.",
        zh="{rows} 行中有 {n} 行的 {column} 大于 {argument}。",
    ),
    "one_of": Label(
        en="{n} of {rows} rows have a {column} other than {argument}.",
        zh="{rows} 行中有 {n} 行的 {column} 不在 {argument} 之中。",
    ),
    "not_after": Label(
        en="{n} of {rows} rows have {column} after {argument}.",
        zh="{rows} 行中有 {n} 行的 {column} 晚于 {argument}。",
    ),
}
HOLDS = Label(en="Holds for all {rows} rows.", zh="全部 {rows} 行都符合。")


@dataclass(frozen=True)
class Question:
    """`breaking` is a SQL expression over the relation: the number of rows that break the check."""

    name: str
    breaking: str
    is_blocking: bool
    message: Label

    def says(self, breaking: int, rows: int) -> Label:
        label = self.message if breaking else HOLDS
        numbers = {"n": f"{breaking:,}", "rows": f"{rows:,}"}
        return Label(en=label.en.format(**numbers), zh=label.zh.format(**numbers))


def questions(model: Model) -> list[Question]:
    """Every check of the model's YAML."""
    asked = [
        _of_column(name, check) for name, column in model.columns.items() for check in column.checks
    ]
    for position, check in enumerate(model.checks, start=1):
        asked.append(
            Question(
                name=f"rule_{position}",
                breaking=f"(select count(*) from ({check.sql}))",
                is_blocking=check.severity == "block",
                message=Label(en=f"{check.label.en} ({{n}})", zh=f"{check.label.zh}（{{n}}）"),
            )
        )
    return asked


def _of_column(column: str, check: Check) -> Question:
    words = {"n": "{n}", "rows": "{rows}", "column": column, "argument": check.argument}
    label = BREAKS[check.kind]
    return Question(
        name=f"{column}_{check.kind}" + (f"_{check.argument}" if check.kind == "not_after" else ""),
        breaking=_breaking(column, check),
        is_blocking=check.severity == "block",
        message=Label(en=label.en.format(**words), zh=label.zh.format(**words)),
    )


def _breaking(column: str, check: Check) -> str:
    name, argument = f'"{column}"', check.argument
    match check.kind:
        case "not_null":
            return f"count(*) - count({name})"
        case "unique":
            return f"count({name}) - count(distinct {name})"
        case "at_least":
            return f"count(*) filter (where {name} < {argument})"
        case "at_most":
            return f"count(*) filter (where {name} > {argument})"
        case "not_after":
            return f'count(*) filter (where {name} > "{argument}")'
        case "one_of":
            words = argument if isinstance(argument, tuple) else (str(argument),)
            listed = ", ".join("'" + word.replace("'", "''") + "'" for word in words)
            return f"count(*) filter (where {name} not in ({listed}))"
