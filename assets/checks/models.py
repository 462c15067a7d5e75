"""The checks of staged and marts: one pass over each relation that changed, one judgement."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from assets.checks.expectations import expect_none
from assets.checks.question import Question
from assets.checks.verdict import Verdict, keep, kept, version_of
from assets.desk.checks import Checks, Severity
from assets.statement import statement
from metrics.label import Label
from metrics.saying import said
from metrics.words import label

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Counts = dict[Question, tuple[int, int]]  # rows that break it, rows there are
NOWHERE = Label(en="", zh="")
SHOWN_PLACES = 2


def judge_models(
    connection: "DuckDBPyConnection", asked: Mapping[str, Sequence[Question]], checks: Checks
) -> list[Verdict]:
    """Asks each changed relation in one pass; an unchanged one keeps its verdicts."""
    verdicts: list[Verdict] = []
    changed: dict[str, tuple[int, str]] = {}
    for relation, questions in asked.items():
        version = version_of(connection, relation)
        fingerprint = _fingerprint(version, questions, checks)
        before = kept(connection, [relation], fingerprint)
        if before is None:
            changed[relation] = (version, fingerprint)
        else:
            verdicts += before
    counts = {
        relation: _counts(connection, relation, _wanted(asked[relation], checks))
        for relation in changed
    }
    holds = _judged(counts)
    for relation, (version, fingerprint) in changed.items():
        found = _verdicts(connection, relation, counts[relation], holds, checks)
        keep(connection, [relation], fingerprint, version, found)
        verdicts += found
    return verdicts


def _fingerprint(version: int, questions: Sequence[Question], checks: Checks) -> str:
    text = f"{version}\0{questions!r}\0{checks!r}"
    return hashlib.sha256(text.encode()).hexdigest()


def _wanted(questions: Sequence[Question], checks: Checks) -> list[Question]:
    return [one for one in questions if _severity(one, checks) != "off"]


def _severity(question: Question, checks: Checks) -> Severity:
    return checks.severity(question.name, question.relation, question.severity)


def _counts(
    connection: "DuckDBPyConnection", relation: str, questions: Sequence[Question]
) -> Counts:
    asked = [
        f"count(*) filter (where {one.condition})"
        if one.condition
        else f"(select count(*) from ({one.broken}))"
        for one in questions
    ]
    query = f"select {', '.join(['count(*)', *asked])} from {relation}"
    ((rows, *breaking),) = connection.execute(query).fetchall()
    return {
        question: (int(count), int(rows))
        for question, count in zip(questions, breaking, strict=True)
    }


def _judged(counts: Mapping[str, Counts]) -> dict[Question, bool]:
    asked = [question for found in counts.values() for question in found]
    names = {f"{one.relation} {one.name} {place}": one for place, one in enumerate(asked)}
    passed = expect_none({name: counts[one.relation][one][0] for name, one in names.items()})
    return {names[name]: holds for name, holds in passed.items()}


def _verdicts(
    connection: "DuckDBPyConnection",
    relation: str,
    counts: Counts,
    holds: Mapping[Question, bool],
    checks: Checks,
) -> list[Verdict]:
    """One per name: all not_null checks of a relation are one check of it."""
    names = dict.fromkeys(question.name for question in counts)
    verdicts = []
    for name in names:
        together = [question for question in counts if question.name == name]
        broken = [question for question in together if not holds[question]]
        said_of = [
            question.says(*counts[question], _where(connection, question)) for question in broken
        ]
        severities = {_severity(question, checks) for question in broken or together}
        verdicts.append(
            Verdict(
                relation=relation,
                name=name,
                severity="block" if "block" in severities else "warn",
                passed=not broken,
                message=_joined(said_of) if broken else label("checks", "holds"),
            )
        )
    return verdicts


def _where(connection: "DuckDBPyConnection", question: Question) -> Label:
    """The files and days with most of the rows, where the rows know them."""
    known = connection.sql(question.broken).columns
    if not {"file_id", "business_date"} <= set(known):
        return NOWHERE
    query = statement("checks", "where").replace("{broken}", question.broken)
    rows = connection.execute(query).fetchall()
    places = [
        f"{file} {first}" if first == last else f"{file} {first} – {last}"
        for file, first, last in rows[:SHOWN_PLACES]
    ]
    more = len(rows) - len(places)
    listed = Label(en=", ".join(places), zh="、".join(places))
    return said("checks", "in_more_files" if more else "in_files", places=listed, n=more)


def _joined(sentences: Sequence[Label]) -> Label:
    return Label(en=" ".join(one.en for one in sentences), zh="".join(one.zh for one in sentences))
