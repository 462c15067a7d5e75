"""How a file that no source takes is laid out."""

import json
from pathlib import Path

import polars
import pytest
import xlsxwriter

from assets.files.landing import LandedFile, landed_file
from assets.files.packed import Unreadable
from assets.probe.layout import Layout
from assets.probe.number_marks import fitting_marks
from assets.probe.sniff import sniff


def landed(path: Path) -> LandedFile:
    (file,) = landed_file(path, path.name, path.parent)
    return file


def of_bytes(tmp_path: Path, content: bytes, name: str = "export.csv") -> Layout:
    (tmp_path / name).write_bytes(content)
    return sniff(landed(tmp_path / name))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_encoding_and_delimiter_are_told(tmp_path: Path, encoding: str, delimiter: str) -> None:
    lines = [("订单编号", "买家"), ("1", "王小明"), ("2", "李华")]
    text = "".join(delimiter.join(line) + "\r\n" for line in lines)
    layout = of_bytes(tmp_path, text.encode(encoding))
    assert layout.header == ["订单编号", "买家"]
    assert layout.cells("买家") == ["王小明", "李华"]
    assert (layout.encoding, layout.delimiter) == (encoding.removesuffix("-sig"), delimiter)


def test_a_title_above_the_header_is_passed_over(tmp_path: Path) -> None:
    layout = of_bytes(tmp_path, b"Calls of the day\n\na,b,c\n1,2,3\n4,5,6\n")
    assert (layout.header, layout.header_row) == (["a", "b", "c"], 3)


def test_a_file_without_a_header_line_says_so(tmp_path: Path) -> None:
    layout = of_bytes(tmp_path, b"1|c1|NONE\n2|c2|NONE\n3|c3|NONE\n")
    assert not layout.has_header
    assert len(layout.header) == 3


def test_bytes_of_no_known_encoding_are_shown_with_a_doubt(tmp_path: Path) -> None:
    layout = of_bytes(tmp_path, b"caf\xe9,b\n1,2\n3,4\n")
    assert (layout.encoding, layout.is_encoding_known) == ("latin-1", False)


@pytest.mark.parametrize(
    "content", [b"", b"\x00\x01\x02\xff\xfe\x07" * 50, b"\x89PNG\r\n\x1a\n\xff"]
)
def test_what_is_no_text_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(Unreadable):
        of_bytes(tmp_path, content)


def test_records_of_a_json_document_are_found(tmp_path: Path) -> None:
    sessions = [{"agent": "cs-mint"}]
    document = {"count": 2, "data": {"chats": [{"id": 1, "via": {"shop": "x"}, "parts": sessions}]}}
    layout = of_bytes(tmp_path, json.dumps(document).encode(), "chats.json")
    assert layout.lists == ["data.chats[]", "data.chats[].parts[]"]
    assert layout.header == ["id", "via.shop"]


def test_json_lines_are_records(tmp_path: Path) -> None:
    layout = of_bytes(tmp_path, b'{"a": 1, "b": null}\n{"a": 2, "c": true}\n', "x.jsonl")
    assert (layout.format, layout.header, layout.lists) == ("json", ["a", "b", "c"], [])
    assert layout.samples == [{"a": "1"}, {"a": "2", "c": "true"}]


def test_a_workbook_names_its_sheets_and_its_header_row(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "report.xlsx") as book:
        page = book.add_worksheet("明细")
        page.write_row(0, 0, ["客服绩效"])
        page.write_row(1, 0, ["客服", "日期"])
        page.write_row(2, 0, ["cs-mint", "2026-10-01"])
        book.add_worksheet("说明")
    layout = sniff(landed(tmp_path / "report.xlsx"))
    assert (layout.sheets, layout.header_row) == (["明细", "说明"], 2)
    assert layout.samples == [{"客服": "cs-mint", "日期": "2026-10-01"}]


def test_a_parquet_file_tells_its_columns(tmp_path: Path) -> None:
    polars.DataFrame({"id": [1, None], "name": ["a", "b"]}).write_parquet(tmp_path / "x.parquet")
    assert sniff(landed(tmp_path / "x.parquet")).samples == [
        {"id": "1", "name": "a"},
        {"name": "b"},
    ]


@pytest.mark.parametrize(
    ("numbers", "marks"),
    [
        (["1", "12.5"], [(".", "")]),
        (["1", "200"], [(".", "")]),
        (["12,5", "3"], [(",", "")]),
        (["1.234,50", "12,5"], [(",", ".")]),
        (["1,234.50"], [(".", ",")]),
        (["1,234"], [(",", ""), (".", ",")]),  # one and a bit, or more than a thousand
        (["1.234"], [(".", ""), (",", ".")]),
        (["1 234,5"], [(",", " ")]),
        (["1,2,3"], []),
    ],
)
def test_marks_of_numbers_are_told_where_they_can_be(
    numbers: list[str], marks: list[tuple[str, str]]
) -> None:
    assert fitting_marks(numbers) == marks
