"""A desk whose form asks for everything that a month-end workbook knows, and a pen to fill it."""

import re
import shutil
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import duckdb

from assets.desk.home import Desk
from assets.desk.settings import SchemeUse
from tests.assets.appraisal_desk import add_agent, make_desk

OCTOBER = "2026-10"
TEAM = "客服一组"
FORM = Path(__file__).with_name("everything.yml")


def desk_of_everything(home: Path, connection: duckdb.DuckDBPyConnection) -> Desk:
    """Two people of one team, one of another; no log has their answer rate."""
    (home / "schemes").mkdir()
    shutil.copy(FORM, home / "schemes" / FORM.name)
    add_agent(connection, "a1", name="王一", team=TEAM)
    add_agent(connection, "a2", name="=李二", team=TEAM)
    add_agent(connection, "b1", name="赵三", team="客服/二组")
    add_agent(connection, "z9", name="外人", team="行政")
    use = SchemeUse(scheme="everything", teams=[TEAM, "客服/二组"], since="2026-01")
    return make_desk(home, [use])


def fill(path: Path, cells: dict[tuple[str, str], str | float]) -> None:
    """Writes into cells as a spreadsheet would, and leaves all else as it stands."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    book = parts["xl/workbook.xml"].decode()
    sheets = re.findall(r'<sheet name="([^"]+)"', book)
    for (sheet, cell), value in cells.items():
        part = f"xl/worksheets/sheet{sheets.index(sheet) + 1}.xml"
        text = parts[part].decode()
        if isinstance(value, str):
            made = f'<c r="{cell}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'
        else:
            made = f'<c r="{cell}"><v>{value!r}</v></c>'
        found = re.findall(rf'<c r="{cell}"(?: [^>/]*)?(?:/>|>.*?</c>)', text)
        assert len(found) == 1, f"{sheet} has no cell {cell}"
        parts[part] = text.replace(found[0], made).encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
