"""Faults that real exports have, in known numbers: broken, repeated and late records."""

import re
from dataclasses import dataclass

import polars as pl

from pipelines.demo.arrays import Chance, Flags

REPEATED_SHARE = 0.002  # again in the same file
AGAIN_SHARE = 0.002  # again in the next file
LATE_SHARE = 0.002  # in the next file instead of its own
BROKEN_SHARE = 0.001
FEWEST_WITH_A_BROKEN_ONE = 20

_TIME = re.compile(rb"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d")
_EPOCH = re.compile(rb"^\d{10}")
_AMOUNT = re.compile(rb"(?<=,)\d+\.\d{1,2}(?=,)")


@dataclass(frozen=True)
class Held:
    """What a file leaves to the next one."""

    late: pl.DataFrame | None = None
    again: pl.DataFrame | None = None


@dataclass(frozen=True)
class Dealt:
    """The sound rows of one file."""

    rows: pl.DataFrame
    late: int  # of them, rows that belong to an earlier file
    duplicates: int  # of them, rows that another record, here or in a later file, supersedes
    held: Held


def deal(
    rng: Chance, due: pl.DataFrame, held: Held, *, is_final: Flags | None = None, is_last: bool
) -> Dealt:
    """Holds some rows back, repeats some; `is_final` marks rows that no later version follows."""
    final = pl.Series(is_final) if is_final is not None else pl.repeat(True, due.height, eager=True)
    draw = pl.Series(rng.random(due.height))
    is_late = final & (draw < LATE_SHARE) & (not is_last)
    draw -= LATE_SHARE
    is_again = final & ~is_late & (draw < AGAIN_SHARE) & (not is_last)
    is_repeated = ~is_late & ~is_again & (draw >= AGAIN_SHARE)
    is_repeated &= draw < AGAIN_SHARE + REPEATED_SHARE
    own = due.filter(~is_late)
    again, repeated = due.filter(is_again), due.filter(is_repeated)
    pieces = [held.late, own, repeated, held.again]
    superseded = due.height - int(final.sum())  # never late: a version follows them
    return Dealt(
        rows=pl.concat([piece for piece in pieces if piece is not None]),
        late=0 if held.late is None else held.late.height,
        duplicates=superseded + again.height + repeated.height,
        held=Held(due.filter(is_late), again),
    )


def broken_count(rows: int) -> int:
    """At least one in every file that is not tiny."""
    if rows < FEWEST_WITH_A_BROKEN_ONE:
        return 0
    return max(1, round(rows * BROKEN_SHARE))


def spoiled(line: bytes, way: str, delimiter: bytes = b",") -> bytes:
    """A sound line made unreadable; its end stays as it is."""
    body = line.rstrip(b"\r\n")
    end = line[len(body) :]
    match way:
        case "short":
            fields = body.split(delimiter)
            body = delimiter.join(fields[: len(fields) // 3])
        case "long":
            body += delimiter.join([b"", b"", b"", b"", b"", b"", b"", b"surplus"])
        case "cut":
            body = body[: len(body) // 2]
        case "bytes":
            place = body.index(delimiter) + 1
            body = body[:place] + b"\xff\xfe\xff" + body[place:]
        case "time":
            body = _TIME.sub(b"2026-13-45 25:61:61", body, count=1)
        case "epoch":
            body = _EPOCH.sub(b"yesterday", body)
        case "amount":
            body = _AMOUNT.sub(b"n/a", body)
        case _:
            raise ValueError(f"There is no way {way} to spoil a line.")
    return body + end
