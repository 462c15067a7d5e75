"""A desk whose logs were loaded but never measured: each command works or says what to run."""

from datetime import date
from pathlib import Path

import pytest

from assets.doctor.findings import findings
from assets.raw.load import ingest
from assets.warehouse import open_warehouse, publish
from pipelines.__main__ import answer
from tests.conftest import desk_at

READERS = (
    "appraise --period 2026-03",
    "approve 2026-03 --entry deduct --agent ann --step 1 --by eve",
    "close 2026-03",
    "digest",
    "explain --period 2026-03 --agent ann",
    "kpis drift answer_rate",
    "kpis formulas answer_rate",
    "kpis get answer_rate",
    "kpis reconcile --from 2026-03-01 --to 2026-03-31",
    "month-end check --period 2026-03",
    "month-end template --period 2026-03",
    "signals --period 2026-03",
    "simulate taobao-presales --period 2026-03",
    "site --team presales",
    "site",
    "staffing",
)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    desk = desk_at(
        tmp_path_factory.mktemp("desk"),
        "schemes: [{scheme: taobao-presales, since: 2026-01}]",
    )
    # the last month has ended, and logs reach beyond it: doctor would look at its entries
    (desk.people / "agents.csv").write_text("agent_id,team\nann,presales\n")
    (desk.landing / "tickets").mkdir()
    (desk.landing / "tickets" / "today.csv").write_text(
        f"ticket_id,created_at\n1,{date.today()} 10:00:00\n"
    )
    with open_warehouse(desk) as connection:
        ingest(desk, connection)
        connection.execute("checkpoint")
    publish(desk)
    assert all(one.level != "error" for one in findings(desk))
    return desk.home


@pytest.mark.parametrize("words", READERS)
def test_who_reads_figures_says_that_there_are_none(
    home: Path, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert answer(["--home", str(home), *words.split()]) == 2
    said = f"{home}: nothing has been measured here yet; run: deskmark measure\n"
    assert capsys.readouterr().err == said


def test_steps_of_a_period_are_none(home: Path) -> None:
    assert answer(["--home", str(home), "approve", "2026-03"]) == 0
