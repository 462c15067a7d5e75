"""Exact numbers, intervals and formulas: what people write, and nothing rounded on the way."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from metrics.exact import exact, money, percent, plain, shown, signed
from metrics.formula import formula
from metrics.interval import interval, seams

NOT_NUMBERS = [
    "",
    "abc",
    "1e5",
    "1,234",
    "1 2",
    "nan",
    "inf",
    "1/0",
    "1/2/3",
    "%",
    "--1",
    "0x1",
]


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("0.7499", Fraction(7499, 10_000)),
        ("74.99%", Fraction(7499, 10_000)),
        ("74.99 %", Fraction(7499, 10_000)),
        ("28/3", Fraction(28, 3)),
        ("-.5", Fraction(-1, 2)),
        ("+5.", Fraction(5)),
        (" 12 ", Fraction(12)),
        ("７５%", Fraction(3, 4)),  # full-width digits, as an input method leaves them
        (0.1, Fraction(1, 10)),  # what was written, not what the machine made of it
        (1e-7, Fraction(1, 10**7)),
        (Decimal("1.10"), Fraction(11, 10)),
        (3, Fraction(3)),
    ],
)
def test_a_number_is_what_was_written(written: object, number: Fraction) -> None:
    assert exact(written) == number


@pytest.mark.parametrize("written", [*NOT_NUMBERS, True, None, float("nan"), float("inf"), [1]])
def test_anything_else_is_refused_with_a_hint(written: object) -> None:
    with pytest.raises(ValueError, match=r"is not a number|divides by zero"):
        exact(written)


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (Fraction(77), "77"),
        (Fraction(-3, 8), "-0.375"),
        (Fraction(1, 1000), "0.001"),
        (Fraction(28, 3), "28/3"),
        (Fraction(100), "100"),
        (Fraction(0), "0"),
    ],
)
def test_all_digits_are_printed_and_endless_ones_as_a_fraction(number: Fraction, text: str) -> None:
    assert plain(number) == text
    assert signed(number) == text.replace("-", "−")


@given(st.fractions(max_denominator=10**30))
@example(Fraction(1, 2**41))  # 41 decimals
def test_what_is_printed_reads_back_as_the_same_number(number: Fraction) -> None:
    assert exact(plain(number)) == number


@pytest.mark.parametrize(
    ("amount", "paid"),
    [
        (Fraction(5, 1000), "0.01"),
        (Fraction(49, 10_000), "0.00"),
        (Fraction(-5, 1000), "-0.01"),
        (Fraction(1155, 2), "577.50"),
        (Fraction(28, 3), "9.33"),
    ],
)
def test_money_is_rounded_half_up_to_the_cent(amount: Fraction, paid: str) -> None:
    assert str(money(amount)) == paid


def test_shown_numbers_have_no_idle_zeros() -> None:
    assert [shown(Fraction(number)) for number in ("28/3", "100", "0", "7.5")] == [
        "9.33",
        "100",
        "0",
        "7.5",
    ]
    assert [percent(Fraction(number)) for number in ("0.75", "2/3")] == ["75%", "66.67%"]


@pytest.mark.parametrize(
    ("written", "text", "inside", "outside"),
    [
        ("65% ≤ x < 75%", "65% ≤ x < 75%", ["65%", "74.999%"], ["64.999%", "75%"]),
        ("75%>x>=65%", "65% ≤ x < 75%", ["65%"], ["75%"]),
        ("x ≥ 99%", "x ≥ 99%", ["99%", "100%"], ["98.99%"]),
        ("30 < x <= 45", "30 < x ≤ 45", ["45", "30.01"], ["30", "45.01"]),
        ("55 < x", "x > 55", ["55.01"], ["55"]),
        ("x = 5", "x = 5", ["5"], ["4.99"]),
    ],
)
def test_an_interval_reads_as_the_form_prints_it(
    written: str, text: str, inside: list[str], outside: list[str]
) -> None:
    found = interval(written)
    assert str(found) == text
    assert all(found.holds(exact(value)) for value in inside)
    assert not any(found.holds(exact(value)) for value in outside)


@pytest.mark.parametrize(
    "written", ["x", "65 - 75", "3 < x > 5", "5 < x < 5", "7 ≤ x ≤ 6", "y > 3"]
)
def test_what_is_no_interval_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r"is not an interval|same side twice|holds no value"):
        interval(written)


@pytest.mark.parametrize(
    ("bands", "overlaps", "gaps"),
    [
        (["x ≥ 95", "80 ≤ x ≤ 94", "x < 80"], 0, 1),  # 94.5 has no tier
        (["x ≥ 90", "80 ≤ x ≤ 90", "x < 80"], 1, 0),  # 90 has two
        (["x > 90", "x < 90"], 0, 1),  # 90 has none
        (["x ≥ 90", "80 ≤ x < 95", "x < 80"], 1, 0),
        (["x ≥ 90", "x ≥ 80"], 1, 0),
        (["x ≥ 90", "x < 90"], 0, 0),
    ],
)
def test_overlaps_and_gaps_are_found_over_all_real_values(
    bands: list[str], overlaps: int, gaps: int
) -> None:
    found = seams([interval(band) for band in bands])
    assert [len(side) for side in found] == [overlaps, gaps]


@pytest.mark.parametrize(
    ("written", "answer"),
    [
        ("base * score / 100", Fraction(1155, 2)),
        ("0.1 + 0.2", Fraction(3, 10)),
        ("50 if late == 0 and leave == 0 else 0", Fraction(50)),
        ("max(0, min(score, 60)) - floor(7.9)", Fraction(53)),
        ("-score", Fraction(-77)),
    ],
)
def test_a_formula_is_computed_exactly(written: str, answer: Fraction) -> None:
    known = {
        "base": Fraction(750),
        "score": Fraction(77),
        "late": Fraction(0),
        "leave": Fraction(0),
    }
    assert formula(written).number(known) == answer


@pytest.mark.parametrize(
    "written",
    [
        "__import__('os')",
        "score.real",
        "9 ** 9",
        "[1]",
        "'text'",
        "lambda: 1",
        "score(1)",
        "min()",
        "True",
        "1 +",
        "(x := 1)",
        "",
    ],
)
def test_nothing_but_arithmetic_can_be_said_in_a_formula(written: str) -> None:
    with pytest.raises(ValueError, match=r"formula"):
        formula(written)


def test_reading_a_lone_digit_leaves_the_null_byte_of_all_of_python_alone() -> None:
    for digit in "0123456789":
        assert exact(digit) == int(digit)
        assert exact(f"{digit}%") == Fraction(int(digit), 100)
        assert bytes([0])[0] == 0
