"""The rows of an explanation, added up and looked up in the files by plain tools."""

import csv
import gzip
import io
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any


def added(parts: list[dict[str, Any]]) -> tuple[Fraction, Fraction | None]:
    """The listed rows, added up here; of one KPI over another both, crosswise."""
    sums: dict[str, tuple[Fraction, Fraction | None]] = {}
    for part in parts:
        assert len(part["listed"]) == part["rows"]
        over, under = sums.get(part["kpi"], (Fraction(0), None))
        for row in part["listed"]:
            over += Fraction(row["numerator"]) / part["divided_by"]
        if part["denominator"] is not None:
            own = (Fraction(row["denominator"]) for row in part["listed"])
            under = sum(own, under or Fraction(0))
        sums[part["kpi"]] = (over, under)
    if len(sums) == 1:
        return next(iter(sums.values()))
    (over, under), (below, below_that) = sums.values()
    return over * (below_that or 1), below * (under or 1)


def assert_stands_in_files(home: Path, parts: list[dict[str, Any]]) -> None:
    """Every row has records; those of a sample hold the order that the row is about."""
    for part in parts:
        assert all(place["records"] for row in part["listed"] for place in row["from"]), part
        assert all(row["from"] for row in part["listed"]), part
        for row in part["listed"][::40]:
            for place in row["from"] if part["relation"] == "marts.orders" else []:
                texts = [record(home, place, number) for number in place["records"]]
                assert any(row["row"]["order_id"] in text for text in texts), place


def record(home: Path, place: dict[str, list[int] | str], number: int) -> str:
    """A file's record by its number, as plain tools find it; "" for a workbook."""
    path = home / str(place["file"])
    return "" if path.suffix == ".xlsx" else records(path)[number]


@cache
def records(path: Path) -> list[str]:
    packed = path.read_bytes()
    data = gzip.decompress(packed) if path.suffix == ".gz" else packed
    if ".jsonl" in path.name:
        return ["", *data.decode("utf-8").splitlines()]  # the first is number 1
    encoding = "utf-8-sig" if data.startswith(b"\xef\xbb\xbf") else "gb18030"
    rows = csv.reader(io.StringIO(data.decode(encoding, errors="replace"), newline=""))
    return [",".join(row) for row in rows]  # the first is the header


def assert_adds_up(home: Path, chain: dict[str, Any]) -> set[str]:
    """Every number of an explained score, against its rows; answers the KPIs among them."""
    checked: set[str] = set()
    for one in (one for line in chain["lines"] for one in line["inputs"]):
        if "kpi" not in one:
            assert [place["records"] for place in one["entered"]] != [], one["input"]
            continue
        checked.add(one["kpi"])
        sums = added(one["parts"])
        under = Fraction(one["denominator"]) if one["denominator"] else None
        assert sums == (Fraction(one["numerator"] or one["value"]), under), one["kpi"]
        assert_stands_in_files(home, one["parts"])
    return checked
