"""Pay: amounts from score, inputs and parameters, exact until each is rounded once to the cent."""

from dataclasses import replace
from decimal import Decimal

from metrics.exact import money
from metrics.figure import number_of
from metrics.number import Fraction
from metrics.saying import said
from metrics.scheme import Scheme
from metrics.scheme_rows import Amount
from metrics.sheet import Sheet, holds
from metrics.statement import Statement


def paid(scheme: Scheme, sheets: list[Sheet]) -> list[Sheet]:
    """The sheets with their pay; an amount that lacks a number is left out or refuses."""
    known = [dict(sheet.known) for sheet in sheets]
    amounts: list[dict[str, Fraction]] = [{} for _ in sheets]
    owed = [one.statement.is_scored for one in sheets]
    for key, amount in scheme.pay.items():
        numbers = [
            _number(scheme, key, amount, values) if due else None
            for values, due in zip(known, owed, strict=True)
        ]
        if amount.pool is not None:
            whose = [(one.case.period, one.case.group) for one in sheets]
            numbers = amount.pool.applied(
                [(*group, number) for group, number in zip(whose, numbers, strict=True)]
            )
        for values, paying, number in zip(known, amounts, numbers, strict=True):
            if number is not None:
                values[key] = paying[key] = number
    return [
        Sheet(one.case, _statement(scheme, one, paying), values) if due else one
        for one, values, paying, due in zip(sheets, known, amounts, owed, strict=True)
    ]


def _number(
    scheme: Scheme,
    key: str,
    amount: Amount,
    known: dict[str, "Fraction | tuple[Fraction, ...] | None"],
) -> Fraction | None:
    vetoed = any(veto.zeroes == key and holds(veto.when, known) for veto in scheme.vetoes.values())
    return Fraction(0) if vetoed else number_of(amount.formula, known)


def _statement(scheme: Scheme, sheet: Sheet, amounts: dict[str, Fraction]) -> Statement:
    one = sheet.statement
    for key, amount in scheme.pay.items():
        if key not in amounts and amount.when_incomplete == "refuse":
            problem = said("appraisal", "pay_incomplete", amount=amount.label)
            return Statement(
                one.agent_id, one.period, one.scheme, one.group, "incomplete", problem=problem
            )
    return replace(one, pay=_listed(scheme, amounts), assumed=_assumed(scheme, sheet))


def _listed(scheme: Scheme, amounts: dict[str, Fraction]) -> dict[str, Decimal]:
    return {
        key: money(number)
        for key, number in amounts.items()
        if scheme.pay[key].listed_with is None or scheme.pay[key].listed_with in amounts
    }


def _assumed(scheme: Scheme, sheet: Sheet) -> tuple[str, ...]:
    """A parameter that an entry of this agent replaces was not assumed for them."""
    return tuple(name for name in scheme.assumed if sheet.case.values.get(name) is None)
