"""Refunds as the shop exports them every week: a workbook of text cells."""

from pathlib import Path

import numpy as np
import polars as pl

from metrics.label import Language
from pipelines.demo.agents import Agents
from pipelines.demo.arrays import NEVER, Ints, chance
from pipelines.demo.clock import Clock, local_text, or_before_all, so_far
from pipelines.demo.customers import buyer_names
from pipelines.demo.export_orders import money_text, order_ids
from pipelines.demo.faults import Held, deal
from pipelines.demo.files import Export, LandedFile, land_workbook
from pipelines.demo.orders import Orders
from pipelines.demo.phrases import REASONS, SHOPS
from pipelines.demo.refunds import Refunds

BAD_TIME = "2026-13-45 25:61:61"
EXPORT = Export(
    "tmall_refunds",
    "refunds",
    bad_cells=(("退款的申请时间", BAD_TIME), ("买家退款金额", "n/a"), ("退款编号", None)),
)


def land_refunds(
    home: Path, agents: Agents, clock: Clock, orders: Orders, refunds: Refunds,
    language: Language, seed: int,
) -> list[LandedFile]:  # fmt: skip
    rng, landed, held = chance(seed, "refunds file"), [], Held()
    week = clock.week_of(refunds.applied)
    last = clock.snapshot(clock.weeks - 1)
    for number in range(clock.weeks):
        now = clock.snapshot(number)
        before = clock.snapshot(number - 1) if number else -NEVER
        finished = (week < number) & (refunds.finished > before) & (refunds.finished <= now)
        row = np.flatnonzero((week == number) | finished)
        is_final = (refunds.finished[row] <= now) | (refunds.finished[row] > last)
        frame = _exported(agents, orders, refunds, row, now, clock, language)
        is_last = number == clock.weeks - 1
        dealt = deal(rng, frame, held, is_final=is_final, is_last=is_last)
        held = dealt.held
        name = (
            f"landing/refunds/refunds-{clock.date_of(clock.last_day_of_week(number)):%Y%m%d}.xlsx"
        )
        landed.append(land_workbook(home, name, EXPORT, dealt, rng))
    return landed


def _exported(
    agents: Agents, orders: Orders, refunds: Refunds, row: Ints, now: float, clock: Clock,
    language: Language,
) -> pl.DataFrame:  # fmt: skip
    order = refunds.order[row]
    stages = (refunds.rejected, refunds.agreed, refunds.signed, refunds.finished)
    rejected, agreed, signed, finished = (so_far(stage[row], now) for stage in stages)
    state = np.where(np.isfinite(finished), np.where(refunds.is_success[row], 1, 2), 0)
    asked_platform = np.where(refunds.is_intervened[row] & np.isfinite(rejected), 1, 0)
    fault = np.where(asked_platform > 0, refunds.is_seller_fault[row], 2)
    reached = [or_before_all(at) for at in (rejected, agreed, signed, finished)]
    latest = np.maximum.reduce([refunds.applied[row], *reached])
    zone = clock.zone
    return pl.DataFrame(
        {
            "订单编号": order_ids(order),
            "退款编号": pl.Series(refund_numbers(row)),
            "店铺名称": pl.Series(SHOPS[language]).gather(orders.shop[order]),
            "买家会员名称": buyer_names(orders.buyer[order], language),
            "买家实际支付金额": money_text(orders.amount[order]),
            "买家退款金额": money_text(refunds.amount[row]),
            "售后类型": pl.Series(("仅退款", "退货退款")).gather(
                refunds.is_return[row].astype(int)
            ),
            "退款的申请时间": local_text(refunds.applied[row], zone),
            "退款状态": pl.Series(("退款处理中", "退款成功", "退款关闭")).gather(state),
            "首次拒绝时间": local_text(rejected, zone),
            "卖家同意时间": local_text(agreed, zone),
            "退货签收时间": local_text(signed, zone),
            "退款完结时间": local_text(finished, zone),
            "修改时间": local_text(latest, zone),
            "买家退款原因": pl.Series(REASONS[language]).gather(refunds.reason[row]),
            "客服介入状态": pl.Series(("不需客服介入", "客服已经介入")).gather(asked_platform),
            "责任方": pl.Series(("买家", "卖家", None)).gather(fault),
            "是否纠纷退款": pl.Series(("否", "是")).gather(refunds.is_disputed[row].astype(int)),
            "审核操作人": pl.Series(agents.ids).gather(refunds.agent[row]),
        }
    )


def refund_numbers(row: Ints) -> pl.Series:
    return pl.Series(190_260_900_000_000 + row * 613).cast(pl.String)
