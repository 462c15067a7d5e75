"""The platform's own agent-day report of the second shop, rounded as platforms round."""

from pathlib import Path

import numpy as np
import polars as pl

from metrics.label import Language
from pipelines.demo.agents import PRESALES_TWO, Agents
from pipelines.demo.arrays import chance
from pipelines.demo.chats import Outcome
from pipelines.demo.clock import DAY, Clock
from pipelines.demo.conversations import Conversations
from pipelines.demo.export_orders import money_text
from pipelines.demo.faults import Held, deal
from pipelines.demo.files import Export, LandedFile, land_workbook
from pipelines.demo.orders import Orders
from pipelines.demo.phrases import SHOPS
from pipelines.demo.refunds import Refunds

EXPORT = Export(
    "feige_agent_days", "chat_reports", bad_cells=(("日期", "2026-02-30"), ("已接待人数", "n/a"))
)
THREE_MINUTES, PAYMENT_WINDOW = 180, 3 * DAY


def agent_day(day: int, chats: Conversations, outcome: Outcome, orders: Orders) -> pl.DataFrame:
    """One row per agent of the day's chats; `orders` are those that came out of them."""
    row = orders.chat
    in_time = orders.paid - outcome.ended[row] <= PAYMENT_WINDOW
    ordered, paid = np.zeros(chats.count, np.bool_), np.zeros(chats.count, np.bool_)
    amount = np.zeros(chats.count)
    ordered[row], paid[row] = True, in_time
    amount[row] = np.where(in_time, orders.amount, 0)
    replied = ~np.isnan(outcome.first_response)
    within = replied & (outcome.waits <= THREE_MINUTES * np.maximum(outcome.replies, 1))
    frame = pl.DataFrame(
        {
            "agent": chats.agent,
            "buyer": chats.buyer,
            "first_response": pl.Series(outcome.first_response).fill_nan(None),
            "waits": outcome.waits,
            "replies": outcome.replies,
            "passed": chats.second_agent >= 0,
            "within": within,
            "rated": outcome.is_rated,
            "good": outcome.is_satisfied,
            "asked": chats.is_presale,
            "ordered": ordered & chats.is_presale,
            "paid": paid & chats.is_presale,
            "amount": amount,
        }
    )
    return (
        frame.filter(pl.col("agent") >= 0)
        .group_by("agent", maintain_order=True)
        .agg(
            pl.len().alias("sessions"),
            pl.col("buyer").n_unique().alias("received"),
            pl.col("first_response").mean(),
            pl.col("waits").sum() / pl.col("replies").sum(),
            pl.col("passed", "within", "rated", "good", "asked", "ordered", "paid", "amount").sum(),
        )
        .sort("agent")
        .select(pl.lit(day).alias("day"), pl.all())
    )


def land_reports(
    home: Path, agents: Agents, clock: Clock, agent_days: list[pl.DataFrame], orders: Orders,
    refunds: Refunds, language: Language, seed: int,
) -> list[LandedFile]:  # fmt: skip
    rng, landed, held = chance(seed, "report file"), [], Held()
    days = pl.concat(agent_days).join(
        _refunded(clock, orders, refunds), on=["day", "agent"], how="left", maintain_order="left"
    )
    for number in range(clock.weeks):
        week = pl.col("day").map_elements(clock.week_of_day, pl.Int64)
        due = days.filter(week == number)
        if due.is_empty():
            continue
        dealt = deal(rng, _shown(agents, clock, due, language), held,
                     is_last=number == clock.weeks - 1)  # fmt: skip
        held = dealt.held
        day = clock.date_of(clock.last_day_of_week(number))
        name = f"landing/reports/feige-{day:%Y%m%d}.xlsx"
        totals = _totals(dealt.rows, due)
        landed.append(land_workbook(home, name, EXPORT, dealt, rng, totals))
    return landed


def _refunded(clock: Clock, orders: Orders, refunds: Refunds) -> pl.DataFrame:
    done = np.flatnonzero(refunds.is_success & (refunds.finished < clock.end))
    order = refunds.order[done]
    return (
        pl.DataFrame(
            {
                "day": clock.day_of(refunds.finished[done]).astype(np.int32),
                "agent": orders.agent[order],
                "shop": orders.shop[order],
                "refund": refunds.amount[done],
            }
        )
        .filter((pl.col("agent") >= 0) & (pl.col("shop") == PRESALES_TWO))
        .group_by("day", "agent")
        .agg(pl.len().alias("refunds"), pl.col("refund").sum())
    )


def _shown(agents: Agents, clock: Clock, due: pl.DataFrame, language: Language) -> pl.DataFrame:
    dates = [clock.date_of(day).isoformat() for day in due["day"].to_list()]
    agent = due["agent"].to_numpy()
    return pl.DataFrame(
        {
            "日期": pl.Series(dates),
            "客服账号": pl.Series(agents.ids).gather(agent),
            "客服昵称": pl.Series(agents.names).gather(agent),
            "店铺名称": pl.repeat(SHOPS[language][PRESALES_TWO], due.height, eager=True),
            "接待会话量": _count(due["sessions"]),
            "已接待人数": _count(due["received"]),
            "转出会话量": _count(due["passed"]),
            "有效评价数": _count(due["rated"]),
            "有效好评数": _count(due["good"]),
            "有效差评数": _count(due["rated"] - due["good"]),
            "全天满意率": _percent(due["good"], due["rated"]),
            "全天首响时长": _clock_time(due["first_response"]),
            "全天平响时长": _clock_time(due["waits"]),
            "全天3分钟回复率": _percent(due["within"], due["sessions"]),
            "询单人数": _count(due["asked"]),
            "下单人数": _count(due["ordered"]),
            "支付人数": _count(due["paid"]),
            "询单转化率": _percent(due["paid"], due["asked"]),
            "客服询单支付额": money_text(due["amount"].to_numpy()),
            "退款人数": _count(due["refunds"].fill_null(0)),
            "退款金额": money_text(due["refund"].fill_null(0).to_numpy()),
        }
    )


def _totals(rows: pl.DataFrame, due: pl.DataFrame) -> pl.DataFrame:
    """The two rows that the platform puts first: sums, and means per agent-day."""
    counts = ("sessions", "received", "passed", "rated", "good")
    names = ("接待会话量", "已接待人数", "转出会话量", "有效评价数", "有效好评数")
    sums = [int(due[count].sum()) for count in counts]
    means = [f"{total / due.height:.2f}" for total in sums]
    blank = dict.fromkeys(rows.columns, "-")
    shown = [
        blank | {"客服昵称": "店铺汇总值"} | dict(zip(names, map(str, sums), strict=True)),
        blank | {"客服昵称": "店铺平均值"} | dict(zip(names, means, strict=True)),
    ]
    return pl.DataFrame(shown, schema=rows.schema)


def _count(column: pl.Series) -> pl.Series:
    return column.cast(pl.Int64).cast(pl.String)


def _percent(part: pl.Series, whole: pl.Series) -> pl.Series:
    share = pl.format("{}%", (part / whole * 100).round(1))
    return pl.select(pl.when(whole > 0).then(share).otherwise(pl.lit("-"))).to_series()


def _clock_time(seconds: pl.Series) -> pl.Series:
    whole = seconds.fill_nan(None).round().cast(pl.Int64)
    parts = [(whole // 3600), (whole // 60 % 60), (whole % 60)]
    text = pl.format("{}:{}:{}", *(part.cast(pl.String).str.zfill(2) for part in parts))
    return pl.select(pl.when(whole.is_not_null()).then(text).otherwise(pl.lit("-"))).to_series()
