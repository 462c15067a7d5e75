"""The simulated desk makes sense: plausible shares, and rows that belong together."""

import polars as pl
import pytest

from metrics.scheme_files import open_scheme
from pipelines.demo.month_end import SCHEMES
from tests.pipelines.demo.loaded import Loaded

pytestmark = pytest.mark.scale  # a whole demo desk is made for it


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


def test_month_end_inputs_are_those_of_the_forms(demo: Loaded) -> None:
    """Each agent's entries are what the form of their team asks, and nothing is missing."""
    rows = demo.warehouse.execute(
        "select period, agent_id, list(distinct input order by input) from raw.month_end_inputs "
        "group by all"
    ).fetchall()
    assert {period for period, _, _ in rows} == {"2026-09", "2026-10"}
    asked = {form: sorted(_entered(form)) for form in [*SCHEMES.values(), "team-leader"]}
    found = {tuple(names) for _, _, names in rows}
    assert found == {tuple(names) for names in asked.values()}
    leaders = [names for _, _, names in rows if names == asked["team-leader"]]
    assert len(leaders) == 4 * 2


def _entered(form: str) -> set[str]:
    scheme = open_scheme(form)
    names = {name for name, one in scheme.inputs.items() if one.source == "month_end"}
    if form == "taobao-kpi-tiers":
        return names - {"bonus"}  # nobody gets one
    return names | ({"plan_due", "plan_done"} if form == "team-leader" else set())


def test_people_move_join_and_leave(demo: Loaded) -> None:
    people = pl.read_csv(demo.home / "people" / "agents.csv")
    spans = people.group_by("agent_id").len().filter(pl.col("len") > 1)
    moved = people.filter(pl.col("agent_id").is_in(spans["agent_id"].to_list()))
    assert moved["valid_to"].drop_nulls().to_list() == ["2026-09-30"]
    assert moved["team"].to_list() == ["售前一组", "售前二组"]
    assert people["left_on"].drop_nulls().len() == 1
    assert people.filter(pl.col("hired_on") > "2026-08-31").height == 1
    assert people["agent_id"].n_unique() == 40
