"""A made-up desk with three agents and all that a what-if can be asked about."""

from datetime import date
from pathlib import Path

import duckdb

from assets.whatif.simulate import Simulator
from tests.assets.appraisal_desk import TOP, add_sums, make_desk
from tests.assets.ledger.closing_desk import OCTOBER, make_closing_warehouse, scored

SCHEME = "taobao-kpi-tiers"
WORK = """
create schema marts;
create macro settings.local_time(moment) as moment + interval 8 hours;
create table marts.calls (agent_id varchar, answered_at timestamp, queue varchar,
    business_date date);
create table marts.chat_sessions (agent_id varchar, opened_at timestamp, channel varchar,
    is_received boolean, business_date date);
create table marts.ticket_replies (agent_id varchar, answered_at timestamp, channel varchar,
    answered_on date);
create table kpi.durations (kpi varchar, business_date date, agent_id varchar, bucket integer,
    n bigint);
"""


def whatif_warehouse() -> duckdb.DuckDBPyConnection:
    """October as it stands in the desk that is closed, with empty tables of work."""
    warehouse = make_closing_warehouse()
    warehouse.execute(WORK)
    return warehouse


def whatif_simulator(home: Path, name: str = "小店客服") -> Simulator:
    """Days that differ, an early and a late worker, one of them new."""
    desk, warehouse = make_desk(home, name=name), whatif_warehouse()
    worse = TOP | {"order_pay_rate": (60, 100), "inquiry_conversion_rate": (40, 100)}
    for agent_id, day in (("a1", 8), ("a2", 9), ("a3", 12)):
        add_sums(warehouse, agent_id, date(2026, 10, day), worse)
    warehouse.execute("""
        insert into marts.calls values ('a1', '2026-10-05 00:00', 'hotline', '2026-10-05'),
            ('a2', '2026-10-05 08:00', 'vip', '2026-10-05'),
            ('a3', '2026-10-05 08:00', 'vip', '2026-10-05');
        update staged.agents set hired_on = '2026-10-01' where agent_id = 'a1';
        update staged.agents set hired_on = '2020-01-01' where agent_id <> 'a1';
    """)
    scored(warehouse, desk)
    return Simulator(warehouse, desk, SCHEME, [OCTOBER])
