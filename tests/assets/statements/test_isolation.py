"""Pay stays with those whom it is for: planted amounts, looked for in every byte handed out."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import fastexcel
import pytest

from tests.assets.statements.statement_desk import NAMES, PEOPLE, PLANTED, Made

TEAMS = {who: team for who, _, team, *_ in PEOPLE}


@pytest.fixture(scope="module")
def amounts(made: Made) -> dict[str, set[str]]:
    """By agent: what was planted, and the pay that came of it, plain and with commas."""
    wages = made.connection.execute(
        "select agent_id, pay ->> 'wage' from score.results where period = '2026-10'"
    ).fetchall()
    found = {who: {PLANTED[who], str(wage)} for who, wage in wages}
    assert len({one for each in found.values() for one in each}) == 2 * len(PEOPLE)
    return {who: {*each, *(f"{float(one):,.2f}" for one in each)} for who, each in found.items()}


def holders(text: str, amounts: dict[str, set[str]]) -> set[str]:
    """Whose amounts stand in the text."""
    return {who for who, each in amounts.items() if any(one in text for one in each)}


def pages(made: Made) -> Iterator[tuple[str, str, str]]:
    for path in sorted(made.folder.rglob("statements/*/*.html")):
        yield path.parent.name, path.stem, path.read_text(encoding="utf-8")


def test_a_page_holds_its_own_agents_pay_alone(made: Made, amounts: dict[str, set[str]]) -> None:
    for team, name, text in pages(made):
        of_team = {who for who in NAMES if TEAMS[who] == team}
        assert holders(text, amounts) == (of_team if name == "index" else {name})


def test_a_sheet_holds_its_own_agents_pay_alone(made: Made, amounts: dict[str, set[str]]) -> None:
    own = {f"{name}{ending}": who for who, name in NAMES.items() for ending in ("", " 依据")}
    seen = set()
    for path in made.folder.glob("*.xlsx"):
        texts = sheets_of(path)
        for number, name in enumerate(fastexcel.read_excel(path).sheet_names, 1):
            found = holders(texts[number], amounts)
            if name in own:
                assert found <= {own[name]}, name
                seen |= found
            else:
                assert found == {who for who in NAMES if TEAMS[who] == path.stem}
    assert seen == set(NAMES)


def test_a_teams_files_hold_nothing_of_another_team(
    made: Made, amounts: dict[str, set[str]]
) -> None:
    for path in made.folder.glob("*.xlsx"):
        with zipfile.ZipFile(path) as book:
            every = b"".join(book.read(name) for name in book.namelist()).decode("latin-1")
        others = {who for who in NAMES if TEAMS[who] != path.stem}
        assert not holders(every, amounts) & others
        assert not [who for who in others if f"{who}-buyer" in every]


def test_what_is_counted_and_kept_beside_the_results_holds_no_pay(
    made: Made, amounts: dict[str, set[str]]
) -> None:
    for table in ("counted_kpis", "counted_sums", "counted_rows"):
        text = str(made.connection.execute(f"from score.{table}").fetchall())
        assert len(text) > 100 and holders(text, amounts) == set(), table


def sheets_of(path: Path) -> dict[int, str]:
    """Each sheet's cells as they are stored, with the texts that they name."""
    with zipfile.ZipFile(path) as book:
        shared = book.read("xl/sharedStrings.xml").decode()
        texts = re.findall(r"<si>(.*?)</si>", shared, re.DOTALL)
        found = {}
        for name in book.namelist():
            if match := re.fullmatch(r"xl/worksheets/sheet(\d+)\.xml", name):
                xml = book.read(name).decode()
                named = re.findall(r't="s"[^>]*><v>(\d+)</v>', xml)
                found[int(match[1])] = xml + "".join(texts[int(one)] for one in named)
    return found
