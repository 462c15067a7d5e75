"""From files to dashboard and workbook, as a user runs it: whole processes, whole desks."""

import hashlib
import json
import shutil
from pathlib import Path

import duckdb
import pytest

from assets.desk.home import open_desk
from assets.site.write import write_site
from assets.warehouse import open_published
from tests.added_up import assert_adds_up
from tests.assets.ledger.closing_desk import texts
from tests.command import deskmark
from tests.month_end_desk import (
    assert_entered_in_books_like_the_template,
    assert_what_changed_since_the_close_is_named,
)


def made(home: Path) -> dict[str, str]:
    """Every file that people get, with the hash of its bytes."""
    return {
        path.relative_to(home).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for folder in ("site", "exports")
        for path in sorted((home / folder).rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    }


def ask(home: Path, query: str) -> list[tuple[object, ...]]:
    with duckdb.connect(home / "var/published/warehouse.duckdb", read_only=True) as connection:
        return connection.execute(query).fetchall()


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A month of eight agents, and what the command said."""
    home = tmp_path_factory.mktemp("end-to-end") / "demo"
    done = deskmark("demo", "--home", str(home), "--days", "31", "--agents", "8")
    assert done.returncode == 0, done.stdout + done.stderr
    return home, done.stdout


@pytest.fixture
def copy(demo: tuple[Path, str], tmp_path: Path) -> Path:
    """The demo desk, to change."""
    home = tmp_path / "desk"
    shutil.copytree(demo[0], home)
    return home


def test_the_demo_names_its_dashboard_and_workbook_and_five_findings(
    demo: tuple[Path, str],
) -> None:
    home, said = demo
    assert str(home / "site" / "index.html") in said
    books = sorted((home / "exports" / "2026-10").glob("*.xlsx"))
    assert books and all(str(book) in said for book in books)
    assert sum(line.startswith("·") for line in said.splitlines()) == 5


def test_every_record_is_accounted_for_in_every_file(demo: tuple[Path, str]) -> None:
    home, _ = demo
    landed = sum(path.is_file() for path in (home / "landing").rglob("*"))
    ((files, off),) = ask(
        home,
        "select count(distinct file) filter (where starts_with(file, 'landing/')), "
        "count(*) filter (where records_read <> loaded + duplicates + rejected) from ops.loads",
    )
    assert (files, off) == (landed, 0)
    ((rejected, listed),) = ask(
        home,
        "select sum(rejected)::int, (select sum(records)::int from ops.rejects) from ops.loads",
    )
    assert rejected == listed != 0


def test_every_log_has_at_least_three_measured_kpis(demo: tuple[Path, str]) -> None:
    home, _ = demo
    measured = {str(kpi) for (kpi,) in ask(home, "select distinct kpi from kpi.agent_days")}
    for wanted in (
        {"calls_offered", "abandon_rate", "asa_seconds"},
        {"chat_customers", "chat_reply_rate", "average_response_seconds"},
        {
            "platform_received",
            "platform_first_response_seconds",
            "platform_inquiry_conversion_rate",
        },
        {"inquiry_conversion_rate", "order_pay_rate", "attributed_sales"},
        {"tickets_created", "first_reply_minutes", "ticket_sla_rate"},
        {"refund_rate", "refund_handling_hours", "dispute_rate"},
    ):
        assert wanted <= measured


def test_a_second_run_changes_nothing(copy: Path) -> None:
    before, versions = made(copy), "select max(version) from ops.days"
    latest = ask(copy, versions)
    done = deskmark("run", "--json", home=copy)
    assert done.returncode == 0, done.stderr
    outcome = json.loads(done.stdout)
    assert (outcome["loads"], outcome["days_rebuilt"], outcome["periods"]) == ([], 0, [])
    assert made(copy) == before
    assert ask(copy, versions) == latest


@pytest.mark.scale
def test_var_can_be_deleted_and_rebuilt_to_the_same_bytes(copy: Path) -> None:
    before = made(copy)
    for folder in ("var", "site", "exports"):
        shutil.rmtree(copy / folder)
    assert deskmark("run", home=copy).returncode == 0
    assert made(copy) == before


def test_what_somebody_deleted_comes_back(copy: Path) -> None:
    before = made(copy)
    for folder in ("site", "exports"):
        shutil.rmtree(copy / folder)
    assert deskmark("run", home=copy).returncode == 0
    assert made(copy) == before
    calls = "select count(*) from marts.calls"
    ((counted,),) = ask(copy, calls)
    with duckdb.connect(copy / "var/warehouse.duckdb") as connection:
        connection.execute("drop table marts.calls")
    assert deskmark("run", home=copy).returncode == 0
    assert ask(copy, calls) == [(counted,)]
    assert made(copy) == before


def test_one_late_order_changes_its_own_day_and_nothing_else(copy: Path) -> None:
    ((latest,),) = ask(copy, "select max(version) from ops.days")
    ((placed_on,),) = ask(copy, "select max(business_date) - 3 from raw.orders")
    book = sorted((copy / "landing" / "orders").glob("*.csv"))[-1]
    head = book.read_bytes().splitlines(keepends=True)[0]
    names = head.decode("gb18030").strip().split(",")
    order = dict.fromkeys(names, "") | {
        "订单编号": "LATE1",
        "买家会员名": "late buyer",
        "订单创建时间": f"{placed_on} 11:00:00",
        "订单状态": "等待买家付款",
    }
    line = ",".join(order[name] for name in names).encode("gb18030")
    book.with_name("ExportOrderList-late.csv").write_bytes(head + line + b"\r\n")
    done = deskmark("run", "--json", home=copy)
    assert done.returncode == 0, done.stderr
    assert [load["loaded"] for load in json.loads(done.stdout)["loads"]] == [1]
    changed = ask(copy, f"select distinct relation, day from ops.days where version > {latest}")
    assert {day for _, day in changed} == {placed_on}
    assert {relation for relation, _ in changed} >= {"raw.orders", "marts.orders", "kpi.agent_days"}


@pytest.mark.parametrize(
    ("language", "zone"),
    [
        ("zh", "Asia/Shanghai"),
        pytest.param("en", "UTC", marks=pytest.mark.scale),
        pytest.param("en", "America/New_York", marks=pytest.mark.scale),
    ],
)
def test_an_empty_desk_works_and_a_scheme_without_people_is_looked_at_once(
    tmp_path: Path, language: str, zone: str
) -> None:
    home = tmp_path / "empty"
    new = deskmark("init", str(home), "--language", language, "--time-zone", zone)
    assert new.returncode == 0, new.stderr
    assert deskmark("run", home=home).returncode == 0
    assert (home / "site" / "index.html").is_file()
    again = made(home)
    assert deskmark("run", home=home).returncode == 0
    assert made(home) == again
    settings = home / "desk.yml"
    uses = "schemes: [{scheme: taobao-kpi-tiers, since: 2026-01}]"
    text = settings.read_text(encoding="utf-8").replace("schemes: []", uses)
    settings.write_text(text, encoding="utf-8")
    (home / "landing" / "queue_log").write_text(
        "1793620800|c1|desk|NONE|ENTERQUEUE||5550100|1\n1793620810|c1|desk|NONE|ABANDON|1|1|10\n",
        encoding="utf-8",
    )
    periods = []
    for _ in range(2):
        done = deskmark("run", "--json", home=home)
        assert done.returncode == 0, done.stderr
        periods.append(json.loads(done.stdout)["periods"])
    assert periods == [["2026-11"], []]


def test_stages_run_alone_and_keep_the_days_of_both_clock_changes(tmp_path: Path) -> None:
    home = tmp_path / "ny"
    deskmark("init", str(home), "--time-zone", "America/New_York")
    # One call each half hour of two days: the 23 hours of 8 March and the 25 of 1 November 2026.
    stamps = [*range(1772946000, 1772946000 + 23 * 3600, 1800)]
    stamps += [*range(1793505600, 1793505600 + 25 * 3600, 1800)]
    events = "".join(
        f"{at}|c{at}|desk|NONE|ENTERQUEUE||5550100|1\n"
        f"{at + 10}|c{at}|desk|ann|CONNECT|10|x|2\n"
        f"{at + 70}|c{at}|desk|ann|COMPLETECALLER|10|60|1\n"
        for at in stamps
    )
    (home / "landing" / "queue_log").write_text(events, encoding="utf-8")
    assert deskmark("ingest", home=home).returncode == 0
    for early in (["kpis", "get", "aht_seconds"], ["site"]):
        told = deskmark(*early, home=home)
        assert (told.returncode, told.stdout) == (2, "")
        assert "run: deskmark measure" in told.stderr
    assert deskmark("measure", home=home).returncode == 0
    assert deskmark("site", home=home).returncode == 0
    asked = ("calls_offered", "aht_seconds", "--by", "day", "--format", "json")
    got = deskmark("kpis", "get", *asked, home=home)
    counted = {(row["kpi"], row["day"]): row["value"] for row in json.loads(got.stdout)}
    assert counted == {
        ("calls_offered", "2026-03-08"): 46,
        ("calls_offered", "2026-11-01"): 50,
        ("aht_seconds", "2026-03-08"): 60,
        ("aht_seconds", "2026-11-01"): 60,
    }


def test_a_broken_promise_stops_the_run_and_leaves_the_last_good_state(copy: Path) -> None:
    before = made(copy)
    published = (copy / "var" / "published" / "warehouse.duckdb").read_bytes()
    with duckdb.connect(copy / "var" / "warehouse.duckdb") as connection:
        connection.execute(  # from no file; the source of a log of one is no column of its own
            "insert into raw.refunds select * exclude (source) from raw.refunds limit 1"
        )
        connection.execute(
            "update ops.days set version = version + 1 where relation = 'raw.refunds'"
        )
    done = deskmark("run", home=copy)
    assert done.returncode == 1, done.stdout + done.stderr
    assert done.stderr.startswith("raw.refunds (accounted_for): 有 1 个文件的记录既未载入")
    assert made(copy) == before
    assert (copy / "var" / "published" / "warehouse.duckdb").read_bytes() == published


def test_the_last_month_was_entered_in_the_books_that_the_template_gives(
    demo: tuple[Path, str], tmp_path: Path
) -> None:
    assert_entered_in_books_like_the_template(open_desk(demo[0]), "2026-10", tmp_path)


def test_the_page_comes_out_the_same_every_time(copy: Path) -> None:
    desk = open_desk(copy)
    with open_published(desk) as connection:
        pages = {write_site(connection, desk).read_bytes() for _ in range(8)}
    assert len(pages) == 1


def test_a_closed_month_is_verified_and_given_back_but_not_scored_again(copy: Path) -> None:
    done = deskmark("close", "2026-10", "--anyway", "payday", "--by", "Wang", home=copy)
    assert done.returncode == 0, done.stdout + done.stderr
    close = copy / "ledger" / "2026-10" / "1"
    statements = texts(close / "statements")
    verified = deskmark("verify", "2026-10", "--json", home=copy)
    assert verified.returncode == 0 and json.loads(verified.stdout)["closes"] == ["2026-10/1"]
    again = deskmark("appraise", "--period", "2026-10", home=copy)
    assert again.returncode == 2 and "deskmark reopen 2026-10" in again.stderr
    with duckdb.connect(copy / "var" / "warehouse.duckdb") as connection:
        connection.execute("update score.results set score = '1' where period = '2026-10'")
    shutil.rmtree(copy / "exports" / "2026-10")
    assert deskmark("run", home=copy).returncode == 0
    assert texts(copy / "exports" / "2026-10") == statements
    assert ask(copy, "select count(*) from score.results where score = '1'") == [(0,)]
    assert_what_changed_since_the_close_is_named(copy)
    flipped = bytearray((close / "inputs.jsonl").read_bytes())
    flipped[100] ^= 1
    (close / "inputs.jsonl").write_bytes(flipped)
    found = deskmark("verify", "2026-10", home=copy)
    assert found.returncode == 1 and "2026-10/1/inputs.jsonl" in found.stdout
    assert "Traceback" not in found.stderr


def test_every_number_of_a_score_adds_up_from_rows_that_stand_in_the_files(
    demo: tuple[Path, str],
) -> None:
    home, _ = demo
    checked: set[str] = set()
    people = "select min(agent_id) from score.results where period = '2026-10' group by scheme"
    for (agent_id,) in ask(home, people):
        done = deskmark(
            "explain", "--period", "2026-10", "--agent", str(agent_id), "--rows", "0", "--json",
            home=home,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        (chain,) = json.loads(done.stdout)
        checked |= assert_adds_up(home, chain)
    assert {"inquiry_conversion_rate", "order_pay_rate", "aov_index", "refund_rate"} <= checked
