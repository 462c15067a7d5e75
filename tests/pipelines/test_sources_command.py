"""deskmark sources: what is printed, in both languages and at any width, and the exit codes."""

import json
from pathlib import Path

import pytest
import yaml
from rich.cells import cell_len

from assets.desk.init import init
from assets.sources.catalogue import load_sources
from pipelines.__main__ import answer

ORDERS = "order_id,placed_at,status,customer_id,colour\n"
GOOD = "o1,2026-10-01 09:00:00,paid,lihua,red\n"
BAD = "o2,yesterday,paid,lihua,red\n"
NEW = "订单号;下单时间;买家昵称;颜色\n1;2026-10-01 09:05:00;甲;红\n2;2026-10-02 09:05:00;乙;蓝\n"


@pytest.fixture(autouse=True)
def without_a_desk(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DESKMARK_LANGUAGE", "en")
    monkeypatch.delenv("DESKMARK_HOME", raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Rich takes the output for a terminal of COLUMNS, and paints nothing."""
    monkeypatch.setenv("TTY_COMPATIBLE", "1")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("TERM", "dumb")
    return monkeypatch


def written(name: str, text: str) -> str:
    Path(name).parent.mkdir(exist_ok=True)
    Path(name).write_text(text, encoding="utf-8")
    return name


@pytest.mark.parametrize(
    ("text", "code"), [(ORDERS + GOOD, 0), (ORDERS + GOOD + BAD, 1), ("a,b\n1,2\n", 1), ("", 1)]
)
def test_the_exit_code_tells_whether_the_data_fits(text: str, code: int) -> None:
    assert answer(["sources", "check", written("orders.csv", text)]) == code


@pytest.mark.parametrize(
    "arguments",
    [["nothing.csv"], ["orders.csv", "--log", "orders"], ["logs", "--draft", "x.yml"]],
)
def test_wrong_usage_ends_with_two(arguments: list[str]) -> None:
    written("orders.csv", ORDERS + GOOD)
    written("logs/a.csv", ORDERS + GOOD)
    written("logs/b.csv", ORDERS + GOOD)
    assert answer(["sources", "check", *arguments]) == 2


def test_a_fit_is_explained(capsys: pytest.CaptureFixture[str]) -> None:
    answer(["sources", "check", written("orders.csv", ORDERS + GOOD + GOOD + BAD)])
    shown = capsys.readouterr().out
    assert "orders.csv: canonical_orders" in shown
    assert "It has all 2 headers needed and 2 more: order_id, placed_at" in shown
    assert "3 records = 1 to load + 1 duplicates + 0 left out + 1 rejected" in shown
    assert "placed_at" in shown
    assert "colour" in shown.split("Headers not used:")[1]
    assert "lihua" not in shown


def test_what_comes_nearest_is_told_with_a_way_on(capsys: pytest.CaptureFixture[str]) -> None:
    answer(["sources", "check", written("orders.csv", "order_id,placed_on\no1,2026-10-01\n")])
    shown = capsys.readouterr().out
    assert "orders.csv: no source takes it." in shown
    assert "placed_at (has placed_on)" in shown
    assert "deskmark sources check orders.csv --draft orders.yml" in shown


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("width", [80, 120])
def test_no_line_is_wider_than_the_terminal(
    terminal: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], width: int, language: str
) -> None:
    terminal.setenv("COLUMNS", str(width))
    terminal.setenv("DESKMARK_LANGUAGE", language)
    header = "order_id,placed_at," + ",".join(f"没有用上的表头{n}" for n in range(30))
    row = "o1,2026-10-01 09:00:00" + ",长长的内容" * 30
    answer(["sources", "check", written("orders.csv", f"{header}\n{row}\n")])
    answer(["sources", "check", written("new.csv", NEW)])
    answer(["sources", "check", written("logs/a.csv", ORDERS + GOOD), "new.csv"])
    answer(["sources", "list"])
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) > len(load_sources())
    assert [line for line in lines if cell_len(line) > width] == []
    assert ("可读入" in "".join(lines)) == (language == "zh")


def test_several_files_take_a_line_each(capsys: pytest.CaptureFixture[str]) -> None:
    names = [written("logs/a.csv", ORDERS + GOOD), written("logs/b.csv", ORDERS + BAD)]
    assert answer(["sources", "check", *names]) == 1
    lines = [line.split() for line in capsys.readouterr().out.splitlines() if "canonical" in line]
    assert lines == [
        ["logs/a.csv", "canonical_orders", "1", "1", "0", "0", "0"],
        ["logs/b.csv", "canonical_orders", "1", "0", "0", "0", "1"],
    ]


def test_json_holds_all_that_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    answer(["sources", "check", written("orders.csv", ORDERS + GOOD + BAD), "--json"])
    found = json.loads(capsys.readouterr().out)
    assert (found["source"], found["log"], found["beside"]) == ("canonical_orders", "orders", [])
    assert found["columns"]["placed_at"] == "placed_at"
    counts = ("records", "loaded", "duplicates", "left_out", "rejected")
    assert [found[name] for name in counts] == [2, 1, 0, 0, 1]
    assert (found["rejects"][0]["line"], found["rejects"][0]["column"]) == (3, "placed_at")
    written("new.csv", "order_id,placed_on\no1,2026-10-01\n")
    answer(["sources", "check", "new.csv", "orders.csv", "--json"])
    new, old = json.loads(capsys.readouterr().out)
    assert (new["source"], old["source"]) == (None, "canonical_orders")
    near = next(one for one in new["nearest"] if one["source"] == "canonical_orders")
    assert (near["found"], near["lacking"]) == (["order_id"], ["placed_at"])
    assert near["alike"] == {"placed_at": "placed_on"}


def test_a_draft_for_the_desk_takes_the_file_at_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = init(tmp_path / "desk", name="Desk", time_zone="Asia/Shanghai").home
    text = NEW.replace("下单时间", "订单创建时间")
    written("new.csv", text)
    command = ["--home", str(home), "sources", "check", "new.csv"]
    assert answer(command) == 1
    assert answer([*command, "--draft", "web_shop"]) == 0
    assert answer(command) == 0
    assert "new.csv: web_shop" in capsys.readouterr().out
    assert answer([*command, "--draft", "web_shop_2"]) == 2
    assert not (home / "sources" / "web_shop_2.yml").exists()


def test_a_draft_names_what_is_to_be_filled_in(capsys: pytest.CaptureFixture[str]) -> None:
    command = [
        "sources",
        "check",
        written("new.csv", NEW),
        "--draft",
        "web.yml",
        "--log",
        "refunds",
    ]
    assert answer(command) == 1
    assert "Fill in there: refund_id, applied_at" in capsys.readouterr().out
    assert yaml.safe_load(Path("web.yml").read_text(encoding="utf-8"))["log"] == "refunds"
    assert answer(command) == 2  # it stands already


def test_the_list_tells_how_old_and_how_sure_each_format_is(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert answer(["sources", "list"]) == 0
    shown = capsys.readouterr().out
    (line,) = [line for line in shown.splitlines() if "asterisk_queue_log" in line]
    assert "2026-11" in line
    answer(["sources", "list", "--json"])
    listed = json.loads(capsys.readouterr().out)
    assert {one["id"] for one in listed} == set(load_sources())
    assert all(one["as_of"] and one["verified"] for one in listed)


def test_a_format_is_shown_whole(capsys: pytest.CaptureFixture[str]) -> None:
    assert answer(["sources", "show", "olist_orders"]) == 0
    shown = " ".join(capsys.readouterr().out.split())
    source = load_sources()["olist_orders"]
    assert source.reference and source.reference in shown
    assert source.verified and source.verified in shown
    assert "order_purchase_timestamp" in shown
