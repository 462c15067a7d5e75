"""What must hold of a demo's month end: its books, and the explanation of a closed month."""

from dataclasses import replace
from pathlib import Path

import duckdb
import fastexcel

from assets.desk.home import Desk, open_desk
from assets.month_end import check_entries, write_templates
from assets.trace.chain import Origin
from assets.trace.explain import explain
from assets.warehouse import open_published


def assert_entered_in_books_like_the_template(desk: Desk, period: str, folder: Path) -> None:
    """Complete, nothing amiss, and laid out as fresh ones, which are written into the folder."""
    with open_published(desk) as connection:
        found = check_entries(connection, desk, period)
        asked = write_templates(connection, replace(desk, home=folder), period, "xlsx")
    assert (found.people, found.problems, found.missing) == (8, [], [])
    shipped = sorted(path.name for path in (desk.month_end / period).iterdir())
    assert shipped == sorted(one.path.name for one in asked)
    for one in asked:
        filled = desk.month_end / period / one.path.name
        assert _laid_out(filled) == _laid_out(one.path), one.team


def _laid_out(path: Path) -> dict[str, list[list[str | None]]]:
    """Sheets with the keys of their columns, and whose rows stand ready."""
    book = fastexcel.read_excel(path)
    sheets = {}
    for name in book.sheet_names[1:-1]:
        rows = book.load_sheet(name, header_row=None, dtypes="string").to_polars().rows()
        people = [row[0] for row in rows[3:]] if "many" not in str(rows[0][0]) else []
        sheets[name] = [list(rows[0]), people]
    return sheets


def assert_what_changed_since_the_close_is_named(home: Path) -> None:
    """One paid order fewer and another entry, in the warehouse alone: the ledger's numbers stay."""
    with duckdb.connect(home / "var" / "warehouse.duckdb") as connection:
        ((agent_id,),) = connection.execute(
            "select agent_id from score.results where scheme = 'taobao-kpi-tiers' limit 1"
        ).fetchall()
        before = _explained(connection, home, agent_id)
        connection.execute(
            "delete from marts.orders where order_id = (select min(order_id) from marts.orders "
            "where order_then_payment_agent_id = ? and is_paid and business_date > '2026-10-01')",
            [agent_id],
        )
        connection.execute(
            "update raw.month_end_inputs set value = '99' "
            "where agent_id = ? and input = 'work_task'",
            [agent_id],
        )
        after = _explained(connection, home, agent_id)
    assert {one.now for one in before.values()} == {None} and before.keys() == after.keys()
    rate, task = after["order_pay_rate"], after["work_task"]
    assert (rate.numerator, rate.denominator) == (before["order_pay_rate"].numerator,
                                                  before["order_pay_rate"].denominator)  # fmt: skip
    assert rate.now == f"{int(rate.numerator or 0) - 1} / {int(rate.denominator or 0) - 1}"
    assert (task.value, task.now) == (before["work_task"].value, "99")
    assert after["chat_reply_rate"].now is None and after["leave_days"].now is None


def _explained(
    connection: duckdb.DuckDBPyConnection, home: Path, agent_id: str
) -> dict[str, Origin]:
    (chain,) = explain(connection, open_desk(home), "2026-10", agent_id, listed=1)
    assert chain.frozen is not None
    assert (chain.frozen.event, chain.frozen.by) == ("2026-10/1", "Wang")
    return {one.input: one for link in chain.links for one in link.origins}
