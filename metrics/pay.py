"""Pay: amounts from score, inputs and parameters, exact until each is rounded once to the cent."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from metrics.case import Case
from metrics.exact import money
from metrics.saying import said
from metrics.scheme import Amount, Scheme
from metrics.statement import Statement
from metrics.streak import known_values


def pay_of(scheme: Scheme, case: Case, statement: Statement) -> Statement:
    """The statement with its pay; an amount that lacks a number is left out or refuses."""
    if statement.score is None:
        return statement
    known = known_values(scheme, case) | {"score": statement.score}
    amounts: dict[str, Fraction] = {}
    for key, amount in scheme.pay.items():
        number = _number(amount, known | amounts)
        if number is not None:
            amounts[key] = number
        elif amount.when_incomplete == "refuse":
            problem = said("appraisal", "pay_incomplete", amount=amount.label)
            return Statement(case.agent_id, case.period, scheme.id, case.group, problem=problem)
    return replace(statement, pay=_listed(scheme, amounts), assumed=_assumed(scheme, case))


def _number(amount: Amount, known: dict[str, Fraction]) -> Fraction | None:
    if not all(name in known for name in amount.formula.names):
        return None
    try:
        return amount.formula.number(known)
    except ZeroDivisionError:
        return None


def _listed(scheme: Scheme, amounts: dict[str, Fraction]) -> dict[str, Decimal]:
    return {
        key: money(number)
        for key, number in amounts.items()
        if scheme.pay[key].listed_with is None or scheme.pay[key].listed_with in amounts
    }


def _assumed(scheme: Scheme, case: Case) -> tuple[str, ...]:
    """A parameter that an entry of this agent replaces was not assumed for them."""
    return tuple(name for name in scheme.assumed if case.values.get(name) is None)
