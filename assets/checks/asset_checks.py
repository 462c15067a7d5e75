"""The checks as Dagster sees them: a failed blocking one stops what depends on the relation."""

from collections.abc import Iterator

import dagster as dg

from assets.checks.judge import Verdict, judge
from assets.checks.question import Question, questions
from assets.desk.resource import DeskResource
from assets.models import key_of
from assets.raw.log import load_logs
from metrics.label import Label
from sql import load_models

ACCOUNTED_FOR = Label(
    en="{n} files of this log have records that are neither loaded, nor duplicate, nor rejected.",
    zh="有 {n} 个文件的记录既未载入，也不算重复或拒收。",
)


def _checks_of(name: str, asked: dict[str, list[Question]]) -> dg.AssetChecksDefinition:
    """One step for the checks of these relations."""

    @dg.multi_asset_check(
        name=f"check_{name}",
        specs=[
            dg.AssetCheckSpec(question.name, asset=key_of(table), blocking=question.is_blocking)
            for table, questions_ in asked.items()
            for question in questions_
        ],
        pool="warehouse",
    )
    def checks(desk: DeskResource) -> Iterator[dg.AssetCheckResult]:
        for table, questions_ in asked.items():
            for verdict in judge(desk.connection, table, questions_):
                yield _result(dg.AssetKey(key_of(table)), verdict, desk)

    return checks


def _result(key: dg.AssetKey, verdict: Verdict, desk: DeskResource) -> dg.AssetCheckResult:
    severity = "ERROR" if verdict.question.is_blocking else "WARN"
    return dg.AssetCheckResult(
        asset_key=key,
        check_name=verdict.question.name,
        passed=verdict.passed,
        severity=dg.AssetCheckSeverity[severity],
        description=verdict.message.in_(desk.desk.settings.language),
    )


def _accounted_for(log: str) -> Question:
    """Per file: read = loaded + duplicates + rejected, and the table has as many rows as loaded."""
    return Question(
        name="accounted_for",
        breaking=(
            "(select count(*) from ops.loads left join "
            f"(select file_id, count(*) as stored from raw.{log} group by 1) using (file_id) "
            f"where log = '{log}' and (records_read <> loaded + duplicates + rejected "
            "or loaded <> coalesce(stored, 0)))"
        ),
        is_blocking=True,
        message=ACCOUNTED_FOR,
    )


def _by_model(schema: str) -> dict[str, list[Question]]:
    asked = {
        model.table: questions(model)
        for model in load_models().values()
        if model.schema_name == schema
    }
    return {table: found for table, found in asked.items() if found}


# Raw and staged relations do not build on each other, so each layer is checked in one step.
checks = [
    _checks_of("raw", {f"raw.{log}": [_accounted_for(log)] for log in load_logs()}),
    _checks_of("staged", _by_model("staged")),
    *(
        _checks_of(table.replace(".", "_"), {table: asked})
        for table, asked in _by_model("marts").items()
    ),
]
