"""A formula of a scheme: names, numbers, + - * /, comparisons, and/or/not, `a if b else c`."""

import ast
import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import floor
from typing import Any

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from metrics.exact import exact

Values = Mapping[str, Fraction]
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
_FUNCTIONS: dict[str, Callable[..., Fraction]] = {
    "min": lambda *numbers: min(numbers),
    "max": lambda *numbers: max(numbers),
    "floor": lambda number: Fraction(floor(number)),
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
    root: ast.expr
    names: tuple[str, ...]

    def number(self, values: Values) -> Fraction:
        return _as_number(_compute(self.root, values))

    def holds(self, values: Values) -> bool:
        return bool(_compute(self.root, values))

    @classmethod
    def __get_pydantic_core_schema__(cls, _: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(formula)


def formula(written: object) -> Formula:
    if isinstance(written, Formula):
        return written
    text = str(written).strip()
    try:
        tree = ast.parse(text, mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise ValueError(f'"{text}" is not a formula.') from None
    for node in ast.walk(tree):
        _refuse_what_is_not_arithmetic(node, text)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant):  # 0.1 as it is written, not as a machine keeps it
            number = exact(ast.get_source_segment(text, node))
            node.value = number  # type: ignore[assignment]
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    return Formula(text, tree.body, tuple(sorted(names - set(_FUNCTIONS))))


def _refuse_what_is_not_arithmetic(node: ast.AST, text: str) -> None:
    known = isinstance(node, _ALLOWED)
    if isinstance(node, ast.Constant):
        known = isinstance(node.value, int | float) and not isinstance(node.value, bool)
    if isinstance(node, ast.Call):
        named = isinstance(node.func, ast.Name) and node.func.id in _FUNCTIONS
        known = named and bool(node.args) and not node.keywords
    if isinstance(node, ast.UnaryOp):
        known = isinstance(node.op, ast.USub | ast.Not)
    if not known:
        raise ValueError(f'"{text}": only names, numbers, + - * /, comparisons, and/or/not, '
                         "if/else, min, max and floor may stand in a formula.")  # fmt: skip


def _as_number(answer: Fraction | bool) -> Fraction:
    return answer if isinstance(answer, Fraction) else Fraction(answer)


def _compute(node: ast.expr, values: Values) -> Fraction | bool:
    def number(part: ast.expr) -> Fraction:
        return _as_number(_compute(part, values))

    match node:
        case ast.Constant(value=Fraction() as constant):
            return constant
        case ast.Name(id=name):
            return values[name]
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return not _compute(operand, values)
        case ast.UnaryOp(operand=operand):
            return -number(operand)
        case ast.BinOp(left=left, op=op, right=right):
            return _ARITHMETIC[type(op)](number(left), number(right))
        case ast.BoolOp(op=ast.And(), values=parts):
            return all(_compute(part, values) for part in parts)
        case ast.BoolOp(values=parts):
            return any(_compute(part, values) for part in parts)
        case ast.IfExp(test=test, body=body, orelse=otherwise):
            return _compute(body if _compute(test, values) else otherwise, values)
        case ast.Call(func=ast.Name(id=name), args=arguments):
            return _FUNCTIONS[name](*(number(argument) for argument in arguments))
        case ast.Compare(left=left, ops=signs, comparators=others):
            sides = [number(left), *(number(other) for other in others)]
            return all(
                _COMPARISONS[type(sign)](a, b)
                for sign, a, b in zip(signs, sides, sides[1:], strict=False)
            )
    raise AssertionError(node)
