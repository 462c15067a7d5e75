"""The checks as Dagster sees them: a failed blocking one stops what depends on the relation."""

from collections.abc import Iterable, Iterator, Mapping

import dagster as dg

from assets.checks.blocked import note_blocked
from assets.checks.logs import checks_of, judge_logs
from assets.checks.models import judge_models
from assets.checks.question import Question, questions
from assets.checks.remedy import remedy_of
from assets.checks.totals import NAME, RELATION, judge_totals
from assets.checks.verdict import Verdict
from assets.desk.resource import DeskResource
from assets.models import key_of
from assets.raw.log import load_logs
from metrics.label import Label, Language
from metrics.saying import said
from metrics.words import words
from sql import load_models

Asked = Mapping[str, Iterable[str]]


def _specs(asked: Asked) -> list[dg.AssetCheckSpec]:
    """Which of them block is the desk's to say, so each may."""
    return [
        dg.AssetCheckSpec(name, asset=key_of(relation), blocking=True)
        for relation, names in asked.items()
        for name in names
    ]


def _checks_of_logs() -> dg.AssetChecksDefinition:
    asked = {log.table: checks_of(log) for log in load_logs().values()}

    @dg.multi_asset_check(name="check_raw", specs=_specs(asked), pool="warehouse")
    def checks(desk: DeskResource) -> Iterator[dg.AssetCheckResult]:
        yield from _results(asked, judge_logs(desk.connection, desk.desk), desk)

    return checks


def _checks_of_models(name: str, asked: Mapping[str, list[Question]]) -> dg.AssetChecksDefinition:
    """One step for the checks of these relations."""
    names = {table: dict.fromkeys(one.name for one in found) for table, found in asked.items()}

    @dg.multi_asset_check(name=f"check_{name}", specs=_specs(names), pool="warehouse")
    def checks(desk: DeskResource) -> Iterator[dg.AssetCheckResult]:
        verdicts = judge_models(desk.connection, asked, desk.desk.settings.checks)
        yield from _results(names, verdicts, desk)

    return checks


def _checks_of_totals() -> dg.AssetChecksDefinition:
    asked = {RELATION: [NAME]}

    @dg.multi_asset_check(name="check_totals", specs=_specs(asked), pool="warehouse")
    def checks(desk: DeskResource) -> Iterator[dg.AssetCheckResult]:
        yield from _results(asked, judge_totals(desk.connection, desk.desk), desk)

    return checks


def _results(
    asked: Asked, verdicts: Iterable[Verdict], desk: DeskResource
) -> Iterator[dg.AssetCheckResult]:
    note_blocked(desk.connection, desk.desk)
    found = {(verdict.relation, verdict.name): verdict for verdict in verdicts}
    language = desk.desk.settings.language
    for relation, names in asked.items():
        for name in names:
            yield _result(relation, name, found.get((relation, name)), language)


def _result(
    relation: str, name: str, verdict: Verdict | None, language: Language
) -> dg.AssetCheckResult:
    is_blocking = verdict is not None and verdict.severity == "block"
    return dg.AssetCheckResult(
        asset_key=dg.AssetKey(key_of(relation)),
        check_name=name,
        passed=verdict is None or verdict.passed,
        severity=dg.AssetCheckSeverity.ERROR if is_blocking else dg.AssetCheckSeverity.WARN,
        description=words("checks", "switched_off", language)
        if verdict is None
        else _told(verdict).in_(language),
    )


def _told(verdict: Verdict) -> Label:
    """What is amiss, and what to do about it."""
    if verdict.passed:
        return verdict.message
    parts = [verdict.message, remedy_of(verdict.name)]
    if verdict.severity == "block":
        parts.append(said("checks", "blocked", name=verdict.name))
    return Label(en=" ".join(one.en for one in parts), zh="".join(one.zh for one in parts))


def _by_model(schema: str) -> dict[str, list[Question]]:
    asked = {
        model.table: questions(model)
        for model in load_models().values()
        if model.schema_name == schema
    }
    return {table: found for table, found in asked.items() if found}


# Raw and staged relations do not build on each other, so each layer is checked in one step.
checks = [
    _checks_of_logs(),
    _checks_of_models("staged", _by_model("staged")),
    *(
        _checks_of_models(table.replace(".", "_"), {table: asked})
        for table, asked in _by_model("marts").items()
    ),
    _checks_of_totals(),
]
