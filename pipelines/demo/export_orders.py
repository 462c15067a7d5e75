"""Orders as the shop exports them every week: GB18030, Chinese headers, state as of the export."""

from pathlib import Path

import numpy as np
import polars as pl

from metrics.label import Language
from pipelines.demo.arrays import NEVER, Floats, Ints, chance
from pipelines.demo.clock import Clock, local_text, or_before_all, so_far
from pipelines.demo.customers import buyer_names
from pipelines.demo.faults import Held, deal
from pipelines.demo.files import Export, LandedFile, csv_header, csv_rows, land_text
from pipelines.demo.orders import Orders
from pipelines.demo.phrases import SHOPS

EXPORT = Export("taobao_orders", "orders", ("short", "long", "time", "amount", "bytes"))
ENCODING, LINE_END = "gb18030", "\r\n"
STATES = (
    "等待买家付款",
    "买家已付款，等待卖家发货",
    "卖家已发货，等待买家确认",
    "交易成功",
    "交易关闭",
)


def order_ids(row: Ints) -> pl.Series:
    return pl.Series(4_026_090_000_000_000_000 + row * 7_919).cast(pl.String)


def land_orders(
    home: Path, clock: Clock, orders: Orders, language: Language, seed: int
) -> list[LandedFile]:
    rng, landed, held = chance(seed, "orders file"), [], Held()
    decided = np.minimum(orders.paid, orders.closed)
    week = clock.week_of(orders.placed)
    last = clock.snapshot(clock.weeks - 1)
    for number in range(clock.weeks):
        now = clock.snapshot(number)
        before = clock.snapshot(number - 1) if number else -NEVER
        # Besides the week's own, orders that were still unpaid in the export before.
        changed = (week < number) & (decided > before) & (decided <= now)
        row = np.flatnonzero((week == number) | changed)
        is_final = (decided[row] <= now) | (decided[row] > last)
        frame = _exported(orders, row, now, clock, language)
        is_last = number == clock.weeks - 1
        dealt = deal(rng, frame, held, is_final=is_final, is_last=is_last)
        held = dealt.held
        day = clock.date_of(clock.last_day_of_week(number))
        name = f"landing/orders/ExportOrderList-{day:%Y%m%d}.csv"
        rows, header = csv_rows(ENCODING, LINE_END), csv_header(frame, ENCODING, LINE_END)
        landed.append(land_text(home, name, EXPORT, dealt, rows, header, rng))
    return landed


def _exported(
    orders: Orders, row: Ints, now: float, clock: Clock, language: Language
) -> pl.DataFrame:
    paid, closed = so_far(orders.paid[row], now), so_far(orders.closed[row], now)
    shipped, finished = so_far(orders.shipped[row], now), so_far(orders.finished[row], now)
    steps = np.stack([paid, shipped, finished])
    state = np.where(np.isfinite(closed), 4, np.isfinite(steps).sum(axis=0))
    latest = np.maximum.reduce(
        [orders.placed[row], *(or_before_all(at) for at in (*steps, closed))]
    )
    return pl.DataFrame(
        {
            "订单编号": order_ids(row) + "\t",  # keeps Excel from rounding it
            "买家会员名": buyer_names(orders.buyer[row], language),
            "买家应付货款": money_text(orders.amount[row]),
            "总金额": money_text(orders.amount[row]),
            "买家实际支付金额": money_text(np.where(np.isfinite(paid), orders.amount[row], 0.0)),
            "订单状态": pl.Series(STATES).gather(state),
            "订单创建时间": local_text(orders.placed[row], clock.zone),
            "订单付款时间": local_text(paid, clock.zone),
            "发货时间": local_text(shipped, clock.zone),
            "交易关闭时间": local_text(closed, clock.zone),
            "修改时间": local_text(latest, clock.zone),
            "宝贝总数量": orders.items[row],
            "店铺名称": pl.Series(SHOPS[language]).gather(orders.shop[row]),
        }
    )


def money_text(amount: Floats) -> pl.Series:
    """Always with two decimals."""
    cents = pl.Series(np.round(amount * 100).astype(np.int64))
    text = pl.format("{}.{}", cents // 100, (cents % 100).cast(pl.String).str.zfill(2))
    return pl.select(text).to_series()
