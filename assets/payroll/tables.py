"""The tables of a period: results, lines, amounts of pay, and what earlier periods carry over."""

import hashlib
import json
from decimal import Decimal
from typing import TYPE_CHECKING

import polars as pl

from assets.appraisal.coverage import Use, coverage, period_days
from assets.appraisal.rollup import provisional_people
from assets.desk.home import Desk
from assets.statement import statement
from metrics.exact import exact, rounded
from metrics.label import Label
from metrics.scheme import Scheme
from metrics.scheme_files import scheme_file

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

AMOUNT = pl.Decimal(38, 2)
WHO = ("period", "scheme", "team", "agent_id", "name", "state")
OF_PAY = (*WHO, "kind", "of_period", "amount_id", "label", "amount", "currency")


def tables(connection: "DuckDBPyConnection", desk: Desk, period: str) -> dict[str, pl.DataFrame]:
    """By file name; rows in an order of their own, numbers as decimals or exact text."""
    uses = coverage(connection, desk, period)
    results = _results(connection, desk, period, uses)
    adjustments = _adjustments(connection, desk, period)
    schemes = {use.scheme.id: use.scheme for use in uses}
    return {
        "results": results.drop("pay"),
        "lines": _lines(connection, desk, period),
        "pay": _pay(results, adjustments, desk, schemes),
        "adjustments": adjustments,
    }


def _results(
    connection: "DuckDBPyConnection", desk: Desk, period: str, uses: list[Use]
) -> pl.DataFrame:
    first, last = period_days(desk, period)
    found = _rows(connection, "results", period=period, last=last)
    titles = {use.scheme.id: use.scheme.title for use in uses}
    waiting = sorted(provisional_people(connection, uses, period))
    scored = pl.when(pl.col("problem") != "").then(pl.lit("not_scored"))
    state = scored.when(pl.col("agent_id").is_in(waiting)).then(pl.lit("provisional"))
    shown = [None if one is None else rounded(exact(one)) for one in found["score"]]
    notices = found["notices_zh" if desk.settings.language == "zh" else "notices_en"]
    return found.select(
        "period",
        pl.lit(first).alias("first_day"),
        pl.lit(last).alias("last_day"),
        "scheme",
        _by_scheme(_versions(desk, period), "scheme_version"),
        _by_scheme(_texts(titles, desk), "scheme_title"),
        "team", "agent_id", "name", "score",
        pl.Series("score_rounded", shown, AMOUNT),
        "grade", "level", "rank", "ranked",
        state.otherwise(pl.lit("final")).alias("state"),
        "assumed", "flags", "problem",
        notices.alias("notices"),
        "pay",
    )  # fmt: skip


def _lines(connection: "DuckDBPyConnection", desk: Desk, period: str) -> pl.DataFrame:
    found = _rows(connection, "lines", period=period)
    label = "label_zh" if desk.settings.language == "zh" else "label_en"
    version = _by_scheme(_versions(desk, period), "scheme_version")
    return found.select(
        "period", "scheme", version, "agent_id", "position", "line",
        pl.col(label).alias("label"), "input", "rule", "points", "weight", "weighted", "note",
    )  # fmt: skip


def _adjustments(connection: "DuckDBPyConnection", desk: Desk, period: str) -> pl.DataFrame:
    found = _rows(connection, "adjustments", period=period)
    is_money = pl.col("what").str.starts_with("pay:") & pl.col("difference").is_not_null()
    is_paid = is_money & pl.lit(desk.settings.adjustments == "pay")
    return found.with_columns(is_paid.alias("is_paid"))


def _pay(
    results: pl.DataFrame, adjustments: pl.DataFrame, desk: Desk, schemes: dict[str, Scheme]
) -> pl.DataFrame:
    """One row per amount; of earlier periods only where the desk pays them."""
    rows: list[dict[str, object]] = []
    states: dict[str, dict[str, object]] = {}
    for one in results.iter_rows(named=True):
        who = {name: one[name] for name in WHO}
        states[str(one["agent_id"])] = who
        for name, amount in json.loads(str(one["pay"])).items():
            rows.append(who | _amount(name, amount, "pay", None, one["scheme"], desk, schemes))
    for one in adjustments.filter("is_paid").iter_rows(named=True):
        who = states.get(str(one["agent_id"]), {"agent_id": one["agent_id"], "state": "final"})
        name = str(one["what"]).removeprefix("pay:")
        added = _amount(name, one["difference"], "adjustment", one["of_period"], one["scheme"],
                        desk, schemes)  # fmt: skip
        rows.append(who | {"period": one["period"], "scheme": one["scheme"]} | added)
    schema = dict.fromkeys(OF_PAY, pl.String) | {"amount": AMOUNT}
    return pl.DataFrame(rows, schema)


def _amount(
    name: str, amount: str, kind: str, of_period: object, scheme: object, desk: Desk,
    schemes: dict[str, Scheme],
) -> dict[str, object]:  # fmt: skip
    known = schemes[str(scheme)].pay if str(scheme) in schemes else {}
    label = known[name].label.in_(desk.settings.language) if name in known else name
    return {"kind": kind, "of_period": of_period, "amount_id": name, "label": label,
            "amount": Decimal(amount), "currency": desk.settings.currency}  # fmt: skip


def _rows(connection: "DuckDBPyConnection", name: str, **given: object) -> pl.DataFrame:
    frame: pl.DataFrame = connection.sql(statement("payroll", name), params=given).pl()
    return frame


def _versions(desk: Desk, period: str) -> dict[str, str]:
    """Of the rules as the desk configured them: another number, another version."""
    found: dict[str, str] = {}
    for use in desk.settings.schemes_in(period):
        text = scheme_file(use.scheme, desk.home / "schemes").read_text(encoding="utf-8-sig")
        own = json.dumps(use.parameters, sort_keys=True, default=str)
        before = found.get(use.scheme, "")
        found[use.scheme] = hashlib.sha256(f"{before}{text}{own}".encode()).hexdigest()[:12]
    return found


def _by_scheme(texts: dict[str, str], name: str) -> pl.Expr:
    return pl.col("scheme").replace_strict(texts, default=None, return_dtype=pl.String).alias(name)


def _texts(labels: dict[str, Label], desk: Desk) -> dict[str, str]:
    return {name: label.in_(desk.settings.language) for name, label in labels.items()}
