"""A sweep: one place of a scheme, and the values that it takes one after the other."""

from dataclasses import dataclass

from metrics.documents import Problem
from metrics.exact import exact, plain
from metrics.number import Fraction

MOST = 60  # values: a table and a curve that can still be read
FORM = "write a range as lines.x.weight=10..40/5, or values as lines.x.weight=10,20,30."


@dataclass(frozen=True)
class Sweep:
    """`values` as one would write them behind the equals sign of a change."""

    name: str
    values: tuple[str, ...]

    @property
    def changes(self) -> list[str]:
        return [f"{self.name}={value}" for value in self.values]


def read_sweep(text: str) -> Sweep:
    """Keys may hold equal signs, as `x >= 0.5` does; values never do."""
    name, equals, written = text.rpartition("=")
    if not equals or not name.strip() or not written.strip():
        raise Problem(f'--sweep "{text}": {FORM}')
    values = _range(text, written) if ".." in written else _list(written)
    if len(values) < 2:
        raise Problem(f'--sweep "{text}": one value is no sweep; {FORM}')
    if len(values) > MOST:
        raise Problem(
            f'--sweep "{text}": more than {MOST} values; take a wider step or a narrower range.'
        )
    return Sweep(name.strip(), tuple(values))


def _list(written: str) -> list[str]:
    return list(dict.fromkeys(one.strip() for one in written.split(",") if one.strip()))


def _range(text: str, written: str) -> list[str]:
    """Both ends belong to it, the last one where the steps meet it."""
    ends, slash, by = written.partition("/")
    first, _, last = ends.partition("..")
    if not slash:
        raise Problem(f'--sweep "{text}": the range has no step; {FORM}')
    low, high, step = _number(text, first), _number(text, last), _number(text, by)
    if step <= 0 or low > high:
        raise Problem(
            f'--sweep "{text}": a range goes upwards, by a step above zero; write it as 10..40/5.'
        )
    count = (high - low) // step + 1
    return [plain(low + step * place) for place in range(min(int(count), MOST + 1))]


def _number(text: str, written: str) -> Fraction:
    try:
        return exact(written.strip())
    except ValueError as error:
        raise Problem(f'--sweep "{text}": {error} {FORM[0].upper()}{FORM[1:]}') from None
