"""A blocked day: what was published before stays, byte by byte, until the data is mended."""

import hashlib
import shutil
from pathlib import Path

import duckdb
import pytest

from assets.desk.home import open_desk
from assets.desk.init import init
from assets.doctor import findings
from tests.command import deskmark

FIRST, SECOND = 1793491200, 1793577600  # 1 and 2 November 2026, 00:00 in UTC


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk with one good day."""
    home = init(tmp_path_factory.mktemp("blocked") / "desk", time_zone="UTC").home
    _check(home, "{}", "{rejected_share: {severity: block, at_most: 0.1}, within: block}")
    people = home / "people" / "agents.csv"
    people.write_text("agent_id,name,team\nann,Ann,A\n", encoding="utf-8")
    _land(home, "queue_log-20261101", _calls(FIRST, 20))
    done = deskmark("run", home=home)
    assert done.returncode == 0, done.stdout + done.stderr
    assert _offered(home) == {"2026-11-01": 20}
    return home


@pytest.fixture
def home(measured: Path, tmp_path: Path) -> Path:
    """The same, to break."""
    return Path(shutil.copytree(measured, tmp_path / "desk"))


def test_a_blocked_day_leaves_the_last_good_one_and_a_corrected_file_heals_it(home: Path) -> None:
    good = _seen(home)
    _land(home, "queue_log-20261102", _calls(SECOND, 20) + "nonsense|x\n" * 20)
    refused = deskmark("run", home=home)
    assert refused.returncode == 1, refused.stdout + refused.stderr
    told = refused.stderr
    assert told.startswith("raw.call_events (rejected_share): ")
    assert "landing/queue_log-20261102: 20 of 80 (25.0%)" in told
    assert "drop the corrected file in" in told
    assert 'write "rejected_share: warn" under checks in desk.yml' in told
    assert _seen(home) == good
    assert deskmark("measure", home=home).returncode == 1  # nor by a stage alone
    assert _seen(home) == good
    blocked = [one for one in findings(open_desk(home)) if one.level == "error"]
    assert [one.where for one in blocked] == ["raw.call_events (rejected_share)"]

    _land(home, "queue_log-20261102", _calls(SECOND, 25))
    healed = deskmark("run", home=home)
    assert healed.returncode == 0, healed.stderr
    assert _offered(home) == {"2026-11-01": 20, "2026-11-02": 25}
    assert "error" not in {one.level for one in findings(open_desk(home))}


@pytest.mark.scale
def test_a_check_of_a_mart_blocks_as_well_and_the_desk_may_let_it_pass(home: Path) -> None:
    """The hang-up says that it waited for two hours, of which there was one minute."""
    good = _seen(home)
    odd = (
        f"{SECOND}|odd|desk|NONE|ENTERQUEUE||5550100|1\n"
        f"{SECOND + 60}|odd|desk|NONE|ABANDON|1|1|7200\n"
    )
    _land(home, "queue_log-20261102", _calls(SECOND, 3) + odd)
    refused = deskmark("run", home=home)
    assert refused.returncode == 1, refused.stdout + refused.stderr
    assert refused.stderr.startswith(
        "marts.calls (within): 1 of 24 rows have wait_seconds longer than from queued_at to "
        "ended_at (landing/queue_log-20261102 2026-11-02)."
    )
    assert _seen(home) == good
    _check(home, "within: block", "within: warn")
    passed = deskmark("run", home=home)
    assert passed.returncode == 0, passed.stderr
    assert _offered(home) == {"2026-11-01": 20, "2026-11-02": 4}
    warned = [one for one in findings(open_desk(home)) if one.where == "marts.calls (within)"]
    assert [one.level for one in warned] == ["warn"]


def _check(home: Path, before: str, after: str) -> None:
    settings = home / "desk.yml"
    text = settings.read_text(encoding="utf-8")
    assert before in text
    before = f"checks: {before}" if before == "{}" else before
    after = f"checks: {after}" if after.startswith("{") else after
    settings.write_text(text.replace(before, after), encoding="utf-8")


def _land(home: Path, name: str, text: str) -> None:
    (home / "landing" / name).write_text(text, encoding="utf-8")


def _calls(since: int, count: int) -> str:
    return "".join(
        f"{at}|c{at}|desk|NONE|ENTERQUEUE||5550100|1\n"
        f"{at + 10}|c{at}|desk|ann|CONNECT|10|x|2\n"
        f"{at + 70}|c{at}|desk|ann|COMPLETECALLER|10|60|1\n"
        for at in range(since, since + 600 * count, 600)
    )


def _seen(home: Path) -> dict[str, str]:
    """What people read, and the copy that readers use."""
    return {
        name: hashlib.sha256((home / name).read_bytes()).hexdigest()
        for name in ("site/index.html", "var/published/warehouse.duckdb")
    }


def _offered(home: Path) -> dict[str, int]:
    with duckdb.connect(home / "var/published/warehouse.duckdb", read_only=True) as connection:
        rows = connection.execute(
            "select cast(business_date as varchar), count(*) from marts.calls "
            "where is_offered group by 1"
        ).fetchall()
    return dict(rows)
