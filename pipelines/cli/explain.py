"""deskmark explain: from a score to the lines, rules, rows and records that it came from."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from pipelines.cli.options import Home, Json, Period
from pipelines.cli.output import print_json
from pipelines.cli.speech import say, teach

if TYPE_CHECKING:
    from assets.trace.chain import Chain, CountedRow, Origin, Part, Place
    from metrics.label import Language

HELP = teach(
    "Explain a score: every line with its rule, what was counted for it, and the records of the "
    "files that it was counted from. All rows are added up again; of many, some are listed.",
    "解释得分：每一项的规则、计数依据，以及来自哪个文件的第几条记录。全部行重新相加；行多时列出一部分。",
    "deskmark explain --period 2026-10 --agent A001",
    "deskmark explain --period 2026-10 --agent A001 --line inquiry_conversion --rows 50",
    "deskmark explain --period 2026-10 --agent A001 --rows 0 --json   # 0: every row",
)
Agent = Annotated[str, typer.Option("--agent", metavar="ID", help=say("Whose.", "谁的。"))]
Line = Annotated[
    str | None,
    typer.Option("--line", metavar="LINE", help=say("Only this line.", "只看这一项。")),
]
Rows = Annotated[
    int,
    typer.Option(
        "--rows",
        min=0,
        metavar="N",
        help=say(
            "About so many rows a number, over all its days; 0: all.", "每个数约列几行；0 为全部。"
        ),
    ),
]


def explain(
    period: Period,
    agent: Agent,
    line: Line = None,
    rows: Rows = 5,
    as_json: Json = False,
    home: Home = None,
) -> None:
    from assets.desk.home import open_desk
    from assets.trace.answer import as_json as answer
    from assets.trace.explain import explain as chains_of
    from assets.warehouse import open_measured

    desk = open_desk(home)
    language = desk.settings.language
    with open_measured(desk) as connection:
        chains = chains_of(connection, desk, period, agent, line, listed=rows or None)
    if as_json:
        print_json([answer(chain, language) for chain in chains])
    else:
        for chain in chains:
            for text in _told(chain, language):
                typer.echo(text)
    origins = [one for chain in chains for link in chain.links for one in link.origins]
    raise typer.Exit(1 if any(one.agrees is False for one in origins) else 0)


def _told(chain: "Chain", language: "Language") -> Iterable[str]:
    from metrics.exact import exact, shown
    from metrics.words import words

    who = f"{chain.agent_id} {chain.name}".strip()
    rank = f" · {say('rank', '名次', language)} {chain.rank}/{chain.ranked}" if chain.rank else ""
    score = shown(exact(chain.score)) if chain.score is not None else "—"
    grade = f" · {chain.grade}" if chain.grade else ""
    yield f"{who} · {chain.team} · {chain.period} · {chain.title}"
    yield f"{say('score', '得分', language)} {score}{grade}{rank}"
    if chain.frozen is not None:
        yield words("explain", "closed", language).format(
            event=chain.frozen.event, at=chain.frozen.at[:10], by=chain.frozen.by
        )
    if chain.problem:
        yield chain.problem
    for link in chain.links:
        yield ""
        points, weight, weighted = (
            shown(exact(one)) if one is not None else "—"
            for one in (link.points, link.weight, link.weighted)
        )
        sum_ = f"{points} × {weight} → {weighted}" if exact(link.weight) else points
        yield f"{link.label} ({link.line}): {link.input} · {link.rule} · {sum_}"
        if link.note:
            yield f"  {link.note}"
        for origin in link.origins:
            yield from _origin(origin, language, is_closed=chain.frozen is not None)


def _origin(origin: "Origin", language: "Language", *, is_closed: bool) -> Iterable[str]:
    if origin.kpi is None:
        rater = f" · {origin.rater}" if origin.rater else ""
        where = _places(origin.places, language)
        yield f"  {origin.input} = {origin.value or '—'}{rater} · {where}"
        if origin.now is not None:
            yield from _since(origin, "entry_changed", language)
        return
    ratio = f"{origin.numerator} / {origin.denominator}" if origin.denominator else ""
    number = ratio or origin.value or origin.numerator or "—"
    yield f"  {origin.input} = {number} · {origin.kpi.formula}"
    if origin.state == "provisional":
        yield f"    {say('provisional', '暂定', language)}"
    if origin.agrees is None and origin.value is not None:
        yield "    " + say("Rows do not add up to such a number; they are listed only.",
                           "此类数值不由记录相加而得，仅列出记录。", language)  # fmt: skip
    if origin.agrees is False:
        yield from _since(origin, "rows_changed" if is_closed else "rows_behind", language)
    for part in origin.parts:
        yield from _part(part, language)


def _since(origin: "Origin", key: str, language: "Language") -> Iterable[str]:
    """What was scored from, and what it would be now."""
    from metrics.words import words

    was = origin.value if origin.numerator is None else origin.numerator
    if origin.denominator is not None and "/" in (origin.now or ""):
        was = f"{origin.numerator} / {origin.denominator}"
    yield "    " + words("explain", key, language).format(was=was or "—", now=origin.now)


def _part(part: "Part", language: "Language") -> Iterable[str]:
    from metrics.exact import shown

    total = shown(part.numerator)
    if part.denominator is not None:
        total += f" / {shown(part.denominator)}"
    whose = say("everybody's", "全体", language) if part.is_for_everybody else ""
    counts = say("{rows} rows, {listed} listed", "{rows} 行，列出 {listed} 行", language).format(
        rows=part.row_count, listed=len(part.rows)
    )
    yield f"    {part.relation} · {part.dated_by} {whose}".rstrip() + f" · {counts} · Σ {total}"
    for row in part.rows:
        yield f"      {_row(row)} · {_places(row.places, language)}"


def _row(row: "CountedRow") -> str:
    from metrics.exact import shown

    adds = f"+{shown(row.numerator)}"
    if row.denominator is not None:
        adds += f" / +{shown(row.denominator)}"
    columns = " ".join(
        cell if place == 0 else f"{name}={cell}"
        for place, (name, cell) in enumerate(row.columns.items())
    )
    return f"{adds} · {columns}"


def _places(places: "tuple[Place, ...]", language: "Language") -> str:
    from assets.trace.answer import places_told

    told = []
    for one in places_told(places):
        records = _ranges(one["records"])
        number = say("record {n}", "第 {n} 条", language).format(n=records) if records else ""
        told.append(
            " ".join(part for part in (one["file"], number, one.get("why_not", "")) if part)
        )
    return "; ".join(told) or "—"


def _ranges(numbers: list[int]) -> str:
    """3, 4, 5, 9 → 3–5, 9."""
    found: list[list[int]] = []
    for number in sorted(set(numbers)):
        if found and number == found[-1][1] + 1:
            found[-1][1] = number
        else:
            found.append([number, number])
    return ", ".join(f"{one}–{other}" if one != other else f"{one}" for one, other in found)
