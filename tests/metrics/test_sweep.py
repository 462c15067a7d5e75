"""Sweeps as people write them: ranges, lists, and what is neither."""

import pytest

from metrics.documents import Problem
from metrics.sweep import MOST, read_sweep


@pytest.mark.parametrize(
    ("text", "name", "values"),
    [
        ("lines.x.weight=10..40/10", "lines.x.weight", ("10", "20", "30", "40")),
        ("lines.x.weight=10..35/10", "lines.x.weight", ("10", "20", "30")),  # the end is not met
        ("base=0.1..0.3/0.1", "base", ("0.1", "0.2", "0.3")),  # exact, without 0.30000000000000004
        ("base=90%..92%/1%", "base", ("0.9", "0.91", "0.92")),
        ("base=-1..1/1", "base", ("-1", "0", "1")),
        ("lines.x.tiers.bands.x >= 0.5=80, 90", "lines.x.tiers.bands.x >= 0.5", ("80", "90")),
        ("reading=printed,usual,printed", "reading", ("printed", "usual")),
    ],
)
def test_a_sweep_is_read_exactly(text: str, name: str, values: tuple[str, ...]) -> None:
    sweep = read_sweep(text)
    assert (sweep.name, sweep.values) == (name, values)
    assert sweep.changes[0] == f"{name}={values[0]}"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("lines.x.weight", "write a range as"),
        ("=1,2", "write a range as"),
        ("base=", "write a range as"),
        ("base=10..40", "no step"),
        ("base=40..10/5", "upwards"),
        ("base=10..40/0", "upwards"),
        ("base=10..40/-5", "upwards"),
        ("base=a..40/5", '"a" is not a number'),
        ("base=10..40/x", '"x" is not a number'),
        ("base=7", "one value is no sweep"),
        ("base=0..1000000000000/1", f"more than {MOST} values"),
        ("base=" + ",".join(map(str, range(MOST + 1))), f"more than {MOST} values"),
    ],
)
def test_a_mistaken_sweep_is_refused_with_its_remedy(text: str, sentence: str) -> None:
    with pytest.raises(Problem, match=sentence) as refused:
        read_sweep(text)
    assert str(refused.value).startswith(f'--sweep "{text}": ')
