"""The checks as Dagster sees them: a failed blocking one stops what depends on the relation."""

from collections.abc import Iterator

import dagster as dg

from assets.checks.judge import Verdict, judge
from assets.checks.question import Question, questions
from assets.desk.resource import DeskResource
from assets.raw.log import load_logs
from metrics.label import Label
from sql import load_models

ACCOUNTED_FOR = Label(
    en="{n} files of this log have records that are neither loaded, nor duplicate, nor rejected.",
    zh="有 {n} 个文件的记录既未载入，也不算重复或拒收。",
)


def _checks_of(relation: str, asked: list[Question]) -> dg.AssetChecksDefinition:
    key = dg.AssetKey(relation.split("."))

    @dg.multi_asset_check(
        name=f"check_{relation.replace('.', '_')}",
        specs=[
            dg.AssetCheckSpec(question.name, asset=key, blocking=question.is_blocking)
            for question in asked
        ],
        pool="warehouse",
    )
    def checks(desk: DeskResource) -> Iterator[dg.AssetCheckResult]:
        for verdict in judge(desk.connection, relation, asked):
            yield _result(key, verdict, desk)

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


checks = [
    *(_checks_of(f"raw.{log}", [_accounted_for(log)]) for log in load_logs()),
    *(
        _checks_of(model.table, asked)
        for model in load_models().values()
        if (asked := questions(model))
    ),
]
