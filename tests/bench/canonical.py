"""A desk with canonical CSVs of any size: the same bytes for the same number of rows.

python -m tests.bench.canonical HOME ROWS ENCODING MEMORY [DAYS]
"""

import shutil
import sys
from pathlib import Path

import duckdb

from assets.raw.log import load_logs
from assets.sources.catalogue import load_sources

FILES = 10  # per log, as days or weeks are exported
SHARES = {"chat_messages": 1, "calls": 10, "tickets": 25, "refunds": 50}  # one row per so many
DAYS = 180
TIME = "strftime(timestamp '2026-01-01' + to_seconds(({}) % span()), '%Y-%m-%d %H:%M:%S')"
QUERIES = {
    "chat_messages": f"""
        select
            'm' || i as message_id,
            'c' || i // 12 as conversation_id,
            {TIME.format("i * 3")} as at,
            ['customer', 'agent', 'agent', 'bot'][i % 4 + 1] as sender_role,
            '旗舰店:客服' || of(i // 12, 400) as agent_id,
            'buyer' || of(i // 24, 900000) as customer_id,
            ['晨光旗舰店', '晨光专营店', '远山旗舰店'][i // 12 % 3 + 1] as shop,
            ['taobao', 'tmall', 'jd'][i // 12 % 3 + 1] as channel,
            i % 4 = 3 as is_automatic
    """,
    "calls": f"""
        select
            'call' || i as call_id,
            1 as leg,
            'inbound' as direction,
            ['售前', '售后', '投诉'][i % 3 + 1] as queue,
            ['物流查询', '退换货', '优惠咨询', '发票'][of(i, 4) + 1] as topic,
            'agent' || of(i, 400) as agent_id,
            1380000000 + of(i, 90000000) as customer_id,
            {TIME.format("i * 30")} as queued_at,
            {TIME.format("i * 30 + 20")} as answered_at,
            {TIME.format("i * 30 + 220")} as ended_at,
            20.5 as wait_seconds,
            of(i, 400) as talk_seconds,
            of(i, 30) as hold_seconds,
            'answered' as outcome
    """,
    "tickets": f"""
        select
            'T' || i as ticket_id,
            {TIME.format("i * 75")} as created_at,
            {TIME.format("i * 75 + 9000")} as updated_at,
            {TIME.format("i * 75 + 600")} as first_reply_at,
            'solved' as status,
            ['low', 'normal', 'high'][of(i, 3) + 1] as priority,
            ['物流', '质量', '发票', '其他'][of(i, 4) + 1] as category,
            'agent' || of(i, 400) as agent_id,
            'buyer' || of(i, 900000) as customer_id,
            of(i, 3) as reopen_count,
            of(i, 9) <> 0 as is_sla_met
    """,
    "refunds": f"""
        select
            'R' || i as refund_id,
            'O' || i * 7 as order_id,
            'buyer' || of(i, 900000) as customer_id,
            '晨光旗舰店' as shop,
            'agent' || of(i, 400) as agent_id,
            ['refund_only', 'return'][i % 2 + 1] as kind,
            'success' as status,
            ['七天无理由', '质量问题', '拍错了'][of(i, 3) + 1] as reason,
            of(i, 90000) / 100 as amount,
            {TIME.format("i * 150")} as applied_at,
            {TIME.format("i * 150 + 7200")} as finished_at
    """,
}


def make_desk(home: Path, rows: int, encoding: str, memory: str, days: int = DAYS) -> None:
    """Takes canonical CSVs, from a source of its own where they are not UTF-8."""
    ids = [f"canonical_{log}" for log in QUERIES]
    _write(home / "landing", rows, encoding, days)
    (home / "sources").mkdir()
    shipped = load_sources()
    for log, id_ in zip(QUERIES, ids, strict=True):
        if encoding != "utf-8" or id_ not in shipped:
            (home / "sources" / f"{id_}.yml").write_text(_source(home, log, encoding), "utf-8")
    settings = f"name: Bench\ntime_zone: Asia/Shanghai\nmemory: {memory}\nsources: {ids}\n"
    (home / "desk.yml").write_text(settings, encoding="utf-8")


def _source(home: Path, log: str, encoding: str) -> str:
    file = home / "landing" / log / f"{log}-00.csv"
    names = file.read_text(encoding).split("\n", 1)[0].split(",")
    known = [name for name in load_logs()[log].columns if name in names]
    columns = "".join(f"  {name}: {name}\n" for name in known)
    return (
        f"label: {{en: Bench {log}, zh: 基准 {log}}}\nlog: {log}\nformat: csv\n"
        f"encoding: {encoding}\ncolumns:\n{columns}"
    )


def _write(folder: Path, rows: int, encoding: str, days: int) -> None:
    """Files <log>/<log>-NN.csv with headers; `rows` chat messages and fewer of the other logs."""
    with duckdb.connect() as connection:
        connection.execute("create macro of(i, many) as (hash(i) % many)::bigint")  # as by chance
        connection.execute(f"create macro span() as {days * 86400}")
        for log, query in QUERIES.items():
            (folder / log).mkdir(parents=True, exist_ok=True)
            total = max(rows // SHARES[log], FILES)
            for part in range(FILES):
                first, end = total * part // FILES, total * (part + 1) // FILES
                path = folder / log / f"{log}-{part:02}.csv"
                connection.execute(
                    f"copy ({query} from range({first}, {end}) as numbers (i)) to '{path}' (header)"
                )
                if encoding != "utf-8":
                    _rewrite(path, encoding)


def _rewrite(path: Path, encoding: str) -> None:
    copy = path.with_suffix(".other")
    with (
        path.open(encoding="utf-8", newline="") as plain,
        copy.open("w", encoding=encoding, newline="") as written,
    ):
        shutil.copyfileobj(plain, written, 1 << 20)
    copy.replace(path)


if __name__ == "__main__":
    _, folder, rows, encoding, memory, *days = sys.argv
    make_desk(Path(folder), int(rows), encoding, memory, int(days[0]) if days else DAYS)
