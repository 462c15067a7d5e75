"""How the answer of `deskmark sources check` is printed, for people and as JSON."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import typer

from pipelines.cli.output import print_table
from pipelines.cli.speech import say
from pipelines.cli.width import cut, terminal_width, width_of

if TYPE_CHECKING:
    from assets.probe.check import Fit, Reading
    from assets.probe.likeness import Name
    from assets.probe.near import Near
    from metrics.label import Language

SAMPLE_WIDTH = 19  # a time to the second
GAP = 3
WIDE = 100  # enough for every count of many files
LIKE = 2


def print_fit(fit: "Fit", language: "Language") -> None:
    """One file in full."""
    if not fit.readings:
        none = say("no source takes it.", "没有格式接受它。", language)
        is_told = fit.nearest and (fit.nearest[0].lacking or fit.nearest[0].differing)
        typer.echo(f"{fit.file}: {none if is_told else fit.reason}")
        _print_nearest(fit.nearest, language)
        return
    first, *beside = fit.readings
    label = first.source.label.in_(language)
    typer.echo(f"{fit.file}: {first.source.id} ({label}) → {first.source.log}")
    typer.echo(_why(first, language))
    _print_reading(first, language)
    _print_unused(first, language)
    for reading in beside:
        also = say("The same file, beside it:", "同一文件另读为：", language)
        typer.echo(f"\n{also} {reading.source.id} → {reading.source.log}")
        _print_reading(reading, language)


def print_fits(fits: "Sequence[Fit]", language: "Language") -> None:
    """Many files, one line each."""
    is_wide = terminal_width() >= WIDE
    headers = [say("file", "文件", language), say("source", "格式", language)]
    headers += [say("records", "记录", language), say("to load", "可读入", language)]
    if is_wide:
        headers += [say("duplicates", "重复", language), say("left out", "不计入", language)]
    headers.append(say("rejected", "拒收", language))
    rows: list[list[object]] = []
    for fit in fits:
        if not fit.readings:
            rows.append([fit.file, fit.reason, *[None] * (len(headers) - 2)])
        for reading in fit.readings:
            load, preview = reading.preview.load, reading.preview
            counts = [load.records_read, load.loaded]
            if is_wide:
                counts += [load.duplicates, preview.left_out]
            rows.append([fit.file, reading.source.id, *counts, preview.refused])
    print_table(headers, rows)


def _print_reading(reading: "Reading", language: "Language") -> None:
    _print_rows(reading, language)
    if any(column.type == "timestamp" for column in reading.source.canonical.columns.values()):
        typer.echo(say("Times are shown in UTC.", "时间以 UTC 显示。", language))
    load = reading.preview.load
    counts = {
        "records": f"{load.records_read:,}",
        "loaded": f"{load.loaded:,}",
        "duplicates": f"{load.duplicates:,}",
        "left": f"{reading.preview.left_out:,}",
        "rejected": f"{reading.preview.refused:,}",
    }
    en = (
        "{records} records = {loaded} to load + {duplicates} duplicates + {left} left out "
        "+ {rejected} rejected"
    )
    zh = "记录 {records} = 可读入 {loaded} + 重复 {duplicates} + 不计入 {left} + 拒收 {rejected}"
    typer.echo(say(en, zh, language).format(**counts))
    _print_refusals(reading, language)


def _why(reading: "Reading", language: "Language") -> str:
    origins = reading.origins
    needed, offered = len(origins.needed), len(origins.offered)
    more = say(f" and {offered} more", f"，另有可选的 {offered} 个", language) if offered else ""
    en = f"It has all {needed} headers needed{more}: "
    zh = f"所需的 {needed} 个表头齐全{more}："
    named = ", ".join([*origins.needed, *origins.offered])
    return cut(say(en, zh, language) + named, terminal_width())


def _print_rows(reading: "Reading", language: "Language") -> None:
    """Columns downwards and records to the right, as many as the terminal is wide."""
    columns, width = reading.origins.columns, terminal_width()
    origin = min(width_of([*columns.values()]), width // 4)
    headers = [say("column", "列", language), say("from", "来自", language)]
    room = width - width_of([*columns]) - origin - 2 * GAP
    shown = reading.preview.rows[: max(room // (SAMPLE_WIDTH + GAP), 1)]
    headers += [f"{say('row', '行', language)} {n}" for n in range(1, len(shown) + 1)]
    print_table(
        headers,
        [
            [name, cut(from_, origin), *(cut(_cell(row[name]), SAMPLE_WIDTH) for row in shown)]
            for name, from_ in columns.items()
        ],
    )


def _cell(value: object) -> str:
    return "" if value is None else str(value)


def _print_unused(reading: "Reading", language: "Language") -> None:
    """Those that are like a column one by one, the rest together."""
    unused = reading.origins.unused
    if unused:
        typer.echo(say("\nHeaders not used:", "\n没有用上的表头：", language))
    for header, names in unused.items():
        if names:
            like = say("; ", "；", language).join(_like(one, language) for one in names[:LIKE])
            _print_below(f"{header}: {like}")
    rest = [header for header, names in unused.items() if not names]
    if rest:
        _print_below(", ".join(rest))


def _like(name: "Name", language: "Language") -> str:
    if not name.source:
        return say(f"like {name.column}", f"像 {name.column}", language)
    return say(
        f"{name.column}, as {name.name} in {name.source}",
        f"{name.column}，如 {name.source} 的 {name.name}",
        language,
    )


def _print_below(text: str) -> None:
    from rich.console import Console
    from rich.text import Text

    width = terminal_width() - 2
    for line in Text(text).wrap(Console(width=width), width):
        typer.echo(f"  {line.plain.rstrip()}")


def _print_refusals(reading: "Reading", language: "Language") -> None:
    if not reading.preview.refusals:
        return
    headers = [
        say("records", "记录数", language),
        say("first line", "首行", language),
        say("column", "列", language),
        say("reason", "原因", language),
    ]
    rows = [
        [one.records, one.line or one.record, one.column or "", one.reason]
        for one in reading.preview.refusals
    ]
    print_table(headers, rows)


def _print_nearest(nearest: "Sequence[Near]", language: "Language") -> None:
    if not nearest:
        return
    headers = [
        say("nearest source", "最接近的格式", language),
        say("has", "已有", language),
        say("lacks", "缺少", language),
    ]
    rows = []
    for one in nearest:
        lacks = [_lacking(group, one.alike.get(group, ""), language) for group in one.lacking]
        lacks += [_difference(key, *pair, language) for key, pair in one.differing.items()]
        has = f"{one.needed - len(one.lacking)} / {one.needed}"
        rows.append([one.source.id, has, "\n".join(lacks)])
    print_table(headers, rows)


def _lacking(group: str, alike: str, language: "Language") -> str:
    words = group.replace(" or ", say(" or ", " 或 ", language))
    return words + say(f" (has {alike})", f"（文件有 {alike}）", language) if alike else words


def _difference(word: str, wanted: str, found: str, language: "Language") -> str:
    tab = str.maketrans({"\t": "\\t"})
    wanted, found = wanted.translate(tab), found.translate(tab)
    return say(f"{word} {wanted} (here {found})", f"{word} 应为 {wanted}（此处 {found}）", language)
