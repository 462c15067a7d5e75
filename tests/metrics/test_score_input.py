"""The table of inputs: every mistake is named with its line, and spoils nobody else's score."""

from fractions import Fraction
from pathlib import Path

import pytest

from metrics.documents import Problem
from metrics.score_input import read_score_input

HEAD = "agent_id,input,value,numerator,denominator,period,group,rater\n"


def read(tmp_path: Path, text: str, name: str = "inputs.csv") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("cells", "value"),
    [
        ("0.75,,", Fraction(3, 4)),
        ("75%,,", Fraction(3, 4)),
        (",2,3", Fraction(2, 3)),
        ("0.667,2,3", Fraction(2, 3)),  # rounded beside its ratio: the ratio counts
        ("66.6%,2,3", Fraction(2, 3)),
        (",0,0", None),
        (",5,0", None),
        ("n/a,,", None),
    ],
)
def test_a_value_is_a_number_or_a_ratio(tmp_path: Path, cells: str, value: Fraction | None) -> None:
    found = read_score_input(read(tmp_path, f"{HEAD}a,x,{cells},,,\n"))
    assert not found.faults
    assert [entry.value for entry in found.entries] == [value]


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("a,x,7 good,,,2026-10,,", '"7 good" is not a number'),
        ('a,x,"1,234",,,2026-10,,', "Write it without separators"),
        ("a,x,0.5,2,3,2026-10,,", "The value 0.5 is not 2 / 3."),
        ("a,x,,2,,2026-10,,", "A numerator needs a denominator"),
        ("a,x,,,,2026-10,,", "No value"),
        (",x,1,,,2026-10,,", "agent_id is empty."),
        ("a,,1,,,2026-10,,", "input is empty."),
        ("a,x,1,,,October,,", '"October" is not a period'),
        ("a,x,1,,,,,", "No period, while other lines have one."),
        ("a,x,1,,,2026-10,,,more", "More cells than the header has."),
    ],
)
def test_a_mistake_is_named_with_its_line(tmp_path: Path, row: str, sentence: str) -> None:
    path = read(tmp_path, f"{HEAD}b,x,1,,,2026-10,,\n\n{row}\nc,x,1,,,2026-10,,\n")
    found = read_score_input(path)
    assert [entry.agent_id for entry in found.entries] == ["b", "c"]
    (fault,) = found.faults
    assert fault.line == 4
    assert sentence in fault.text.en


def test_json_lines_say_the_same_as_csv(tmp_path: Path) -> None:
    lines = (
        '{"agent_id": "a", "input": "x", "value": 0.1, "period": "2026-10"}\n'
        '{"agent_id": "a", "input": "y", "value": null, "numerator": 2, "denominator": 3, '
        '"period": "2026-10"}\n'
    )
    from_json = read_score_input(read(tmp_path, lines, "inputs.jsonl"))
    table = f"{HEAD}a,x,0.1,,,2026-10,,\na,y,,2,3,2026-10,,\n"
    from_csv = read_score_input(read(tmp_path, table))
    assert [(e.input, e.value) for e in from_json.entries] == [
        (e.input, e.value) for e in from_csv.entries
    ]
    assert [entry.value for entry in from_json.entries] == [Fraction(1, 10), Fraction(2, 3)]


def test_a_broken_json_line_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    lines = '{"agent_id": "a", "input": "x", "value": 1}\n{oops\n[1]\n'
    found = read_score_input(read(tmp_path, lines, "inputs.jsonl"))
    assert [fault.line for fault in found.faults] == [2, 3]
    assert len(found.entries) == 1


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"agent_id,input\na,x\n", 'line 1: the column "value" is missing'),
        (b"agent_id,input,value,raterr\n", 'unknown column "raterr". Did you mean "rater"?'),
        (b"agent_id,input,value,value\n", 'the column "value" stands twice'),
        ("agent_id,input,value\n张,x,1\n".encode("gb18030"), "not UTF-8 text"),
        (b'agent_id,input,value\na,x,"1\n', "not valid CSV"),
        (b"", 'the column "agent_id" is missing'),
    ],
)
def test_a_file_that_is_no_such_table_is_refused(
    tmp_path: Path, content: bytes, sentence: str
) -> None:
    path = tmp_path / "inputs.csv"
    path.write_bytes(content)
    with pytest.raises(Problem) as refused:
        read_score_input(path)
    assert sentence in str(refused.value)


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "inputs.csv"
    path.write_bytes("﻿agent_id,input,value\r\n李,x,1\r\n".encode())
    assert [entry.agent_id for entry in read_score_input(path).entries] == ["李"]
