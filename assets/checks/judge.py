"""The verdicts on a relation: one profile row from DuckDB, one expectation per check."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assets.checks.question import Question
from metrics.label import Label
from sql import transaction

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


@dataclass(frozen=True)
class Verdict:
    """Whether a check holds, in words for people."""

    question: Question
    passed: bool
    message: Label


def judge(
    connection: "DuckDBPyConnection", relation: str, questions: list[Question]
) -> list[Verdict]:
    """Asks all checks of the relation in one pass; an unchanged relation keeps its verdicts."""
    version = _version(connection, relation)
    kept = _kept(connection, relation, version, questions)
    if kept is not None:
        return kept
    asked = ", ".join(f'{question.breaking} as "{question.name}"' for question in questions)
    ((rows, *breaking),) = connection.sql(f"select count(*), {asked} from {relation}").fetchall()
    counts = dict(zip([question.name for question in questions], map(int, breaking), strict=True))
    passed = expect_none(counts)
    verdicts = [
        Verdict(question, passed[question.name], question.says(counts[question.name], int(rows)))
        for question in questions
    ]
    _keep(connection, relation, version, verdicts)
    return verdicts


def expect_none(counts: dict[str, int]) -> dict[str, bool]:
    """Which of these counts of breaking rows are zero, as Great Expectations sees it.

    It is given one row of counts, not the data: its cost then does not grow with the rows.
    """
    import great_expectations as gx
    import pandas as pd
    from great_expectations.data_context.types.base import ProgressBarsConfig

    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    frame = pd.DataFrame([counts])
    asset = context.data_sources.add_pandas("profile").add_dataframe_asset("counts")
    batch = asset.add_batch_definition_whole_dataframe("all").get_batch({"dataframe": frame})
    suite = gx.ExpectationSuite(
        name="checks",
        expectations=[
            gx.expectations.ExpectColumnValuesToBeBetween(column=name, min_value=0, max_value=0)
            for name in counts
        ],
    )
    results = batch.validate(suite).results
    return {
        str(one.expectation_config.kwargs["column"]): bool(one.success)
        for one in results
        if one.expectation_config is not None
    }


def _version(connection: "DuckDBPyConnection", relation: str) -> int:
    """The latest build of the relation: a view's is that of what it shows."""
    ((version,),) = connection.sql(
        "select greatest((select max(version) from ops.builds where relation = $relation), "
        "(select max(version) from ops.days where relation = $relation))",
        params={"relation": relation},
    ).fetchall()
    return int(version or 0)


def _kept(
    connection: "DuckDBPyConnection", relation: str, version: int, questions: list[Question]
) -> list[Verdict] | None:
    rows = connection.sql(
        "select name, passed, message_en, message_zh from ops.checks "
        "where relation = $relation and version = $version",
        params={"relation": relation, "version": version},
    ).fetchall()
    found = {name: (passed, Label(en=en, zh=zh)) for name, passed, en, zh in rows}
    if any(question.name not in found for question in questions):
        return None
    return [Verdict(question, *found[question.name]) for question in questions]


def _keep(
    connection: "DuckDBPyConnection", relation: str, version: int, verdicts: list[Verdict]
) -> None:
    with transaction(connection):
        connection.execute("delete from ops.checks where relation = ?", [relation])
        connection.executemany(
            "insert into ops.checks values (?, ?, ?, ?, ?, ?, ?, cast(now() as timestamp))",
            [
                (
                    relation,
                    verdict.question.name,
                    "block" if verdict.question.is_blocking else "warn",
                    verdict.passed,
                    verdict.message.en,
                    verdict.message.zh,
                    version,
                )
                for verdict in verdicts
            ],
        )
