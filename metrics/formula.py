"""A formula of a scheme: names, numbers, + - * /, comparisons, and/or/not, `a if b else c`."""

import ast
import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from metrics.exact import exact
from metrics.formula_functions import FUNCTIONS
from metrics.number import Fraction

Value = Fraction | tuple[Fraction, ...]
Values = Mapping[str, Value]
Answer = Value | bool
Computed = Callable[[Values], Any]

_ARITHMETIC: dict[type[ast.AST], Callable[[Fraction, Fraction], Fraction]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
_COMPARISONS: dict[type[ast.AST], Callable[[Fraction, Fraction], bool]] = {
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}
_ALLOWED = (
    ast.Expression, ast.BinOp, ast.UnaryOp, ast.USub, ast.Not, ast.BoolOp, ast.And, ast.Or,
    ast.Compare, ast.IfExp, ast.Call, ast.Name, ast.Load, ast.Constant,
    *_ARITHMETIC, *_COMPARISONS,
)  # fmt: skip


@dataclass(frozen=True)
class Formula:
    """Parsed once, then computed over exact numbers; nothing else can be said in it."""

    text: str
    compute: Computed
    names: tuple[str, ...]

    def number(self, values: Values) -> Fraction:
        return _as_number(self.compute(values))

    def holds(self, values: Values) -> bool:
        return bool(self.compute(values))

    @classmethod
    def __get_pydantic_core_schema__(cls, _: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(formula)


def formula(written: object) -> Formula:
    if isinstance(written, Formula):
        return written
    text = " ".join(str(written).split())
    try:
        tree = ast.parse(text, mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise ValueError(f'"{text}" is not a formula.') from None
    for node in ast.walk(tree):
        _refuse_what_is_not_arithmetic(node, text)
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    return Formula(text, _compiled(tree.body, text), tuple(sorted(names - set(FUNCTIONS))))


def _refuse_what_is_not_arithmetic(node: ast.AST, text: str) -> None:
    known = isinstance(node, _ALLOWED)
    if isinstance(node, ast.Constant):
        known = isinstance(node.value, int | float) and not isinstance(node.value, bool)
    if isinstance(node, ast.Call):
        named = isinstance(node.func, ast.Name) and node.func.id in FUNCTIONS
        known = named and bool(node.args) and not node.keywords
    if isinstance(node, ast.UnaryOp):
        known = isinstance(node.op, ast.USub | ast.Not)
    if not known:
        words = ", ".join(sorted(FUNCTIONS))
        raise ValueError(
            f'"{text}": only names, numbers, + - * /, comparisons, and/or/not, if/else and '
            f"{words} may stand in a formula."
        )


def _as_number(answer: Answer) -> Fraction:
    if isinstance(answer, tuple):
        raise ValueError("a list stands where one number is needed")
    return answer if isinstance(answer, Fraction) else Fraction(answer)


def _compiled(node: ast.expr, text: str) -> Computed:
    """The node as a function of the values; trees are walked once, not for every agent."""

    def part(inner: ast.expr) -> Computed:
        return _compiled(inner, text)

    def number(inner: ast.expr) -> Computed:
        computed = part(inner)
        return lambda values: _as_number(computed(values))

    match node:
        case ast.Constant():
            constant = exact(ast.get_source_segment(text, node))  # 0.1 as written, not as a float
            return lambda values: constant
        case ast.Name(id=name):
            return lambda values: values[name]
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            negated = part(operand)
            return lambda values: not negated(values)
        case ast.UnaryOp(operand=operand):
            positive = number(operand)
            return lambda values: -positive(values)
        case ast.BinOp(left=left, op=op, right=right):
            a, b, sign = number(left), number(right), _ARITHMETIC[type(op)]
            return lambda values: sign(a(values), b(values))
        case ast.BoolOp(op=op, values=nodes):
            parts, together = [part(one) for one in nodes], all if isinstance(op, ast.And) else any
            return lambda values: together(one(values) for one in parts)
        case ast.IfExp(test=test, body=body, orelse=otherwise):
            holds, then, instead = part(test), part(body), part(otherwise)
            return lambda values: then(values) if holds(values) else instead(values)
        case ast.Call(func=ast.Name(id=name), args=arguments):
            function, given = FUNCTIONS[name], [part(one) for one in arguments]
            return lambda values: function(*(one(values) for one in given))
        case ast.Compare(left=left, ops=signs, comparators=others):
            sides = [number(left), *(number(other) for other in others)]
            checks = [_COMPARISONS[type(one)] for one in signs]
            return lambda values: all(
                check(a(values), b(values))
                for check, a, b in zip(checks, sides, sides[1:], strict=False)
            )
    raise AssertionError(node)
