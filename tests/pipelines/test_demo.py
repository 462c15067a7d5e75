"""The simulator: the same bytes every time, known faults, plausible figures, readable files."""

import filecmp
import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import pytest

from assets.desk.home import open_desk
from assets.raw.load import ingest
from assets.raw.source import load_sources
from assets.warehouse import open_warehouse
from metrics.label import Language
from pipelines.demo.arrays import Floats
from pipelines.demo.faults import Held, deal, spoiled
from pipelines.demo.line import Callers, Stints, serve
from pipelines.demo.simulate import Simulated, simulate
from pipelines.demo.workbook import workbook_bytes

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

INPUTS = {
    "work_task",
    "work_attitude",
    "late_or_early_count",
    "leave_days",
    "experience_notes",
    "sales_commission",
}


@dataclass(frozen=True)
class Loaded:
    """A simulated desk, and the warehouse that its files were loaded into."""

    home: Path
    simulated: Simulated
    warehouse: "DuckDBPyConnection"

    def number(self, sql: str) -> float:
        return float(self.warehouse.sql(sql).fetchall()[0][0])


def make_home(home: Path, language: Language = "zh", time_zone: str = "Asia/Shanghai") -> Path:
    home.mkdir()
    settings = f"name: Demo\nlanguage: {language}\ntime_zone: {time_zone}\n"
    (home / "desk.yml").write_text(settings, encoding="utf-8")
    return home


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Loaded]:
    """The desk of `deskmark demo`, as large as it is shipped."""
    home = make_home(tmp_path_factory.mktemp("demo") / "desk")
    simulated = simulate(home)
    desk = open_desk(home)
    with open_warehouse(desk) as connection:
        assert ingest(desk, connection).refusals == {}
        yield Loaded(home, simulated, connection)


def small(home: Path, seed: int = 3, **more: object) -> Simulated:
    return simulate(home, days=9, agents=9, seed=seed, **more)  # type: ignore[arg-type]


def test_the_same_seed_writes_the_same_bytes(tmp_path: Path) -> None:
    first, second = small(tmp_path / "one"), small(tmp_path / "two")
    names = [file.file for file in first.files]
    same, different, missing = filecmp.cmpfiles(
        tmp_path / "one", tmp_path / "two", names, shallow=False
    )
    assert first == second
    assert (sorted(same), different, missing) == (sorted(names), [], [])


def test_another_seed_writes_other_bytes(tmp_path: Path) -> None:
    names = [file.file for file in small(tmp_path / "one").files]
    small(tmp_path / "two", seed=4)
    _, different, _ = filecmp.cmpfiles(tmp_path / "one", tmp_path / "two", names, shallow=False)
    assert "landing/calls/queue_log-20261026" in different


def test_the_files_are_those_that_it_names(demo: Loaded) -> None:
    folders = (demo.home / name for name in ("landing", "people", "month-end"))
    found = (path for folder in folders for path in folder.rglob("*") if path.is_file())
    on_disk = {path.relative_to(demo.home).as_posix() for path in found}
    assert on_disk == {file.file for file in demo.simulated.files}
    assert len(on_disk) <= 200


def test_every_format_is_there(demo: Loaded) -> None:
    sources = load_sources()
    used = [sources[file.source] for file in demo.simulated.files]
    assert {source.format for source in used} == {"csv", "jsonl", "parquet", "xlsx"}
    assert {"gb18030", "utf-8"} <= {source.encoding for source in used}
    assert any(source.delimiter == "|" for source in used)


def test_every_file_is_taken_by_the_source_that_it_was_written_for(demo: Loaded) -> None:
    taken = dict(demo.warehouse.sql("select file, source from ops.loads").fetchall())
    assert taken == {file.file: file.source for file in demo.simulated.files}


def test_a_loader_finds_every_planted_fault(demo: Loaded) -> None:
    assert differences(demo) == []


@pytest.mark.parametrize(
    ("language", "time_zone", "last_day"),
    [
        ("en", "America/New_York", date(2026, 11, 4)),  # clocks go back on 1 November
        ("en", "Europe/Berlin", date(2026, 4, 1)),  # clocks go forward on 29 March
        ("zh", "Asia/Kathmandu", date(2026, 10, 31)),  # five hours and 45 minutes ahead
    ],
)
def test_faults_add_up_in_other_zones_and_languages(
    tmp_path: Path, language: Language, time_zone: str, last_day: date
) -> None:
    home = make_home(tmp_path / "desk", language, time_zone)
    simulated = small(home, language=language, time_zone=time_zone, last_day=last_day)
    desk = open_desk(home)
    with open_warehouse(desk) as connection:
        assert ingest(desk, connection).refusals == {}
        loaded = Loaded(home, simulated, connection)
        assert differences(loaded) == []
        days = "select count(distinct business_date) from raw.chat_messages"
        assert loaded.number(days) == 9


def differences(loaded: Loaded) -> list[tuple[str, object, object]]:
    """Files whose counts in the ledger are not those that were planted."""
    rows = loaded.warehouse.sql(
        "select file, records_read, loaded, duplicates, rejected from ops.loads"
    ).fetchall()
    found = {file: tuple(counts) for file, *counts in rows}
    planted = {
        file.file: (file.records, file.loaded, file.duplicates, file.broken + file.left_out)
        for file in loaded.simulated.files
    }
    return [
        (name, planted.get(name), found.get(name))
        for name in sorted(planted.keys() | found.keys())
        if planted.get(name) != found.get(name)
    ]


@pytest.mark.parametrize(
    ("log", "fault", "at_least"),
    [
        ("chat_messages", "broken", 62),
        ("chat_messages", "duplicates", 200),
        ("chat_messages", "late", 100),
        ("orders", "broken", 9),
        ("orders", "duplicates", 50),
        ("orders", "late", 20),
        ("refunds", "broken", 9),
        ("refunds", "late", 2),
        ("tickets", "broken", 9),
        ("tickets", "late", 5),
        ("ticket_events", "broken", 9),
        ("ticket_events", "late", 30),
        ("call_events", "broken", 9),
        ("call_events", "duplicates", 100),
        ("chat_reports", "broken", 5),
        ("chat_reports", "left_out", 18),
    ],
)
def test_every_log_has_its_faults(demo: Loaded, log: str, fault: str, at_least: int) -> None:
    planted = sum(getattr(file, fault) for file in demo.simulated.files if file.log == log)
    assert at_least <= planted <= demo.simulated.rows[log] * 0.5


@pytest.mark.parametrize(
    ("what", "low", "high", "sql"),
    [
        ("messages", 100_000, 250_000, "select count(*) from raw.chat_messages"),
        ("orders", 20_000, 40_000, "select count(*) from raw.orders"),
        ("calls", 25_000, 60_000, "select count(distinct call_id) from raw.call_events"),
        (
            "abandoned calls", 0.03, 0.20,
            "select count(*) filter (event = 'abandon') / count(*) filter (event = 'enterqueue') "
            "from raw.call_events",
        ),
        (
            "answered calls that were passed on", 0.005, 0.05,
            "select count(*) filter (event = 'blindtransfer') / count(*) filter "
            "(event = 'connect') from raw.call_events",
        ),
        (
            "short abandons among abandons", 0.05, 0.5,
            "select count(*) filter (cast(value3 as integer) <= 5) / count(*) "
            "from raw.call_events where event = 'abandon'",
        ),
        (
            "paid orders", 0.80, 0.95,
            "select count(paid_at) / count(*) from raw.orders",
        ),
        (
            "enquirers who pay, as the platform reports it", 0.40, 0.80,
            "select sum(paid_buyers) / sum(inquiry_buyers) from raw.chat_reports",
        ),
        (
            "refunds of paid orders", 0.08, 0.20,
            "select (select count(*) from raw.refunds) / count(paid_at) from raw.orders",
        ),
        (
            "refunds that succeed", 0.80, 0.98,
            "select count(*) filter (status = 'success') / count(finished_at) from raw.refunds",
        ),
        (
            "tickets reopened", 0.02, 0.10,
            "select count(*) filter (reopen_count > 0) / count(*) from raw.tickets",
        ),
        (
            "solved tickets within the SLA", 0.5, 0.95,
            "select avg(is_sla_met::integer) from raw.tickets",
        ),
        (
            "good marks of tickets", 0.80, 0.99,
            "select avg(is_satisfied::integer) from raw.tickets",
        ),
        (
            "first response in chats, seconds", 15, 60,
            "select avg(first_response_seconds) from raw.chat_reports",
        ),
        (
            "automatic messages of agents", 0.1, 0.5,
            "select avg(is_automatic::integer) from raw.chat_messages where sender_role = 'agent'",
        ),
    ],
)  # fmt: skip
def test_figures_are_plausible(demo: Loaded, what: str, low: float, high: float, sql: str) -> None:
    assert low <= demo.number(sql) <= high, what


def test_no_agent_talks_on_two_calls_at_once(demo: Loaded) -> None:
    overlaps = demo.number(
        """
        with legs as (
            select agent_id, call_id,
                max("at") filter (event = 'connect') as started,
                max("at") filter (event <> 'survey') as ended
            from raw.call_events where call_id <> 'NONE' and agent_id is not null
                and event in ('connect', 'completeagent', 'completecaller', 'blindtransfer')
            group by all
        )
        select count(*) from (
            select started < lag(ended) over (partition by agent_id order by started) as is_early
            from legs where started is not null
        ) where is_early
        """
    )
    assert overlaps == 0


def test_every_call_ends_once(demo: Loaded) -> None:
    odd = demo.number(
        """
        select count(*) from (
            select call_id, queue,
                count(*) filter (event in ('abandon', 'completeagent', 'completecaller',
                                           'blindtransfer')) as ends,
                count(*) filter (event = 'enterqueue') as entries
            from raw.call_events where call_id <> 'NONE' group by all
        ) where ends <> 1 or entries <> 1
        """
    )
    assert odd == 0


def test_orders_belong_to_the_buyers_who_chatted(demo: Loaded) -> None:
    shared = demo.number(
        "select count(distinct o.customer_id) from raw.orders as o "
        'join raw.chat_messages as m using (customer_id) where o.placed_at > m."at"'
    )
    assert shared > 5_000


def test_refunds_belong_to_orders_of_the_same_buyer(demo: Loaded) -> None:
    strangers = demo.number(
        "select count(*) from raw.refunds as r left join raw.orders as o using (order_id) "
        "where o.customer_id is distinct from r.customer_id or r.applied_at < o.paid_at"
    )
    assert strangers == 0


def test_stages_stand_in_order(demo: Loaded) -> None:
    wrong = demo.number(
        """
        select (select count(*) from raw.orders
                where paid_at < placed_at or shipped_at < paid_at or updated_at < placed_at)
            + (select count(*) from raw.refunds
               where rejected_at < applied_at or agreed_at < applied_at or signed_at < agreed_at
                   or finished_at < coalesce(signed_at, agreed_at, applied_at))
            + (select count(*) from raw.tickets
               where first_reply_at < created_at or solved_at < first_reply_at
                   or closed_at < solved_at or updated_at < created_at)
        """
    )
    assert wrong == 0


def test_the_report_agrees_with_the_messages(demo: Loaded) -> None:
    """Sessions per agent-day; chats passed on and chats past midnight are counted otherwise."""
    reported = demo.number("select sum(sessions) from raw.chat_reports")
    written = demo.number(
        "select count(distinct (conversation_id, agent_id)) from raw.chat_messages "
        "where channel = 'douyin' and agent_id is not null"
    )
    assert abs(reported / written - 1) < 0.06


def test_month_end_inputs_are_those_of_the_scheme(demo: Loaded) -> None:
    rows = demo.warehouse.sql("select period, agent_id, input from raw.month_end_inputs").fetchall()
    assert {period for period, _, _ in rows} == {"2026-09", "2026-10"}
    assert {name for _, _, name in rows} == INPUTS
    assert len(rows) == len({agent for _, agent, _ in rows}) * len(INPUTS) * 2


def test_people_move_join_and_leave(demo: Loaded) -> None:
    people = pl.read_csv(demo.home / "people" / "agents.csv")
    spans = people.group_by("agent_id").len().filter(pl.col("len") > 1)
    moved = people.filter(pl.col("agent_id").is_in(spans["agent_id"].to_list()))
    assert moved["valid_to"].drop_nulls().to_list() == ["2026-09-30"]
    assert moved["team"].to_list() == ["售前一组", "售前二组"]
    assert people["left_on"].drop_nulls().len() == 1
    assert people.filter(pl.col("hired_on") > "2026-08-31").height == 1
    assert people["agent_id"].n_unique() == 40


def test_only_planted_lines_are_not_in_the_declared_encoding(demo: Loaded) -> None:
    encodings = {id_: source.encoding for id_, source in load_sources().items()}
    for file in demo.simulated.files:
        path = demo.home / file.file
        if path.suffix in (".xlsx", ".parquet"):
            continue
        content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        bad = 0
        for line in content.splitlines():
            try:
                line.decode(encodings[file.source])
            except UnicodeDecodeError:
                bad += 1
        assert bad <= file.broken


def test_a_desk_needs_an_agent_per_team(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="at least 4 agents"):
        simulate(tmp_path, days=2, agents=3)


def test_the_smallest_desk_has_every_log(tmp_path: Path) -> None:
    rows = simulate(tmp_path, days=2, agents=4).rows
    assert all(rows[log] > 0 for log in ("chat_messages", "orders", "call_events", "tickets"))


def test_progress_names_the_logs(tmp_path: Path) -> None:
    heard: list[str] = []
    simulate(tmp_path, days=2, agents=4, progress=heard.append)
    assert heard[0] == "chat_messages"
    assert "call_events" in heard


def test_volume_multiplies_the_traffic_and_leaves_the_service(tmp_path: Path) -> None:
    once, threefold = tmp_path / "one", tmp_path / "three"
    one = simulate(once, days=7, agents=20).rows
    three = simulate(threefold, days=7, agents=20, volume=3).rows
    for log in ("chat_messages", "orders", "call_events", "tickets"):
        assert 2.5 < three[log] / one[log] < 3.5


def row(*values: float) -> Floats:
    """One day."""
    return np.array([values], dtype=np.float64)


def test_one_agent_serves_in_order_and_the_impatient_leave() -> None:
    """Calls of 100 s at 0, 10, 20 and 300 s; the third waits 30 s at most."""
    served = serve(
        Callers(
            arrival=row(0, 10, 20, 300),
            patience=row(500, 500, 30, 500),
            ring=row(0, 0, 0, 0),
            talk=row(90, 90, 90, 90),
            wrap=row(9, 9, 9, 9),  # and a second between two calls
        ),
        Stints(agent=np.array([5]), start=row(0), end=row(1000), pace=row(1)),
    )
    assert served.agent.tolist() == [[5, 5, -1, 5]]
    assert served.answered.tolist() == [[0, 100, np.inf, 300]]


def test_nobody_answers_after_the_shift() -> None:
    callers = Callers(row(50, 150), row(900, 900), row(0, 0), row(10, 10), row(0, 0))
    served = serve(callers, Stints(np.array([0]), row(0), row(100), row(1)))
    assert served.agent.tolist() == [[0, -1]]


@pytest.mark.parametrize(
    ("way", "expected"),
    [
        ("short", b"a,2026-09-01 10:00:00\n"),
        ("long", b"a,2026-09-01 10:00:00,1.50,b,c,d,,,,,,,surplus\n"),
        ("cut", b"a,2026-09-01 10:\n"),
        ("bytes", b"a,\xff\xfe\xff2026-09-01 10:00:00,1.50,b,c,d\n"),
        ("time", b"a,2026-13-45 25:61:61,1.50,b,c,d\n"),
        ("amount", b"a,2026-09-01 10:00:00,n/a,b,c,d\n"),
    ],
)
def test_a_line_breaks_in_known_ways(way: str, expected: bytes) -> None:
    assert spoiled(b"a,2026-09-01 10:00:00,1.50,b,c,d\n", way) == expected


def test_held_rows_come_with_the_next_file() -> None:
    rows, rng = pl.DataFrame({"n": range(20_000)}), np.random.default_rng(1)
    first = deal(rng, rows, Held(), is_last=False)
    second = deal(rng, rows.with_columns(pl.col("n") + 20_000), first.held, is_last=True)
    assert first.held.late is not None
    assert second.late == first.held.late.height > 0
    everything = pl.concat([first.rows, second.rows])
    assert everything["n"].n_unique() == 40_000
    assert everything.height - 40_000 == first.duplicates + second.duplicates


def test_a_workbook_holds_text_numbers_and_gaps(tmp_path: Path) -> None:
    wide = {f"c{number}": ["x"] for number in range(30)}
    frame = pl.DataFrame({"名": ["a<b>&c"], "n": [1.5], "gap": pl.Series([None], dtype=pl.String)})
    path = tmp_path / "book.xlsx"
    path.write_bytes(workbook_bytes(frame.with_columns(**{k: pl.lit("x") for k in wide})))
    read = pl.read_excel(path, engine="calamine")
    assert read.columns == ["名", "n", "gap", *wide]
    assert read.row(0)[:3] == ("a<b>&c", 1.5, None)
