"""A scored sheet as its paper form: rows, what is decided beyond them, pay, flags, settings."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import typer

from metrics.exact import plain
from metrics.label import Language
from metrics.number import Fraction
from pipelines.cli.output import print_table
from pipelines.cli.speech import say

if TYPE_CHECKING:
    from metrics.figure import Figure
    from metrics.scheme import Scheme
    from metrics.scheme_rows import Line
    from metrics.scheme_settings import Option, Parameter

Rule = tuple[str, str, str]


def print_form(scheme: "Scheme", words: Language) -> None:
    """Tables that have nothing in them are left out."""

    def names(*both: tuple[str, str]) -> list[str]:
        return [say(en, zh, words) for en, zh in both]

    title = scheme.title.in_(words)
    header = names(("line", "项目"), ("input", "依据"), ("weight", "权重"), ("standard", "标准"))
    rows = [_row(scheme, line, words) for line in scheme.lines.values()]
    pay = [[one.label.in_(words), one.formula.text] for one in scheme.pay.values()]
    flags = [[one.text.in_(words), one.when.text, one.periods] for one in scheme.flags.values()]
    tables: list[tuple[list[str], list[list[object]]]] = [
        (header, [list(row) for row in rows]),
        (names(("rule", "规则"), ("of", "对象"), ("how", "内容")),
         [list(row) for row in rules(scheme, words)]),
        (names(("pay", "薪酬"), ("formula", "公式")), [list(row) for row in pay]),
        (names(("for a person", "须人工处理"), ("when", "条件"), ("in a row", "连续次数")), flags),
        (names(("setting", "设置"), ("meaning", "含义"), ("value", "取值"), ("choices", "可选")),
         [list(row) for row in _settings(scheme, words)]),
    ]  # fmt: skip
    for number, (headers, cells) in enumerate(tables):
        if cells:
            print_table(headers, cells, title=title if number == 0 else None)
    for note in scheme.notes:
        typer.echo(note.in_(words))
    if scheme.signatures:
        signed = say("Signed by: ", "签字：", words)
        typer.echo(signed + " · ".join(one.in_(words) for one in scheme.signatures))


def rules(scheme: "Scheme", words: Language) -> Iterator[Rule]:
    """What is worked out before the rows and decided after them, one line each."""
    for figure in scheme.figures.values():
        yield say("figure", "中间值", words), figure.label.in_(words), _made(figure)
    for gate in scheme.gates.values():
        yield (
            say("appraised only when", "考核条件", words),
            gate.text.in_(words),
            gate.open_when.text,
        )
    for block in scheme.blocks.values():
        zero = f" · 0 ← {block.zero_when.text}" if block.zero_when else ""
        held = _limits(block.start, block.least, block.most) + zero
        yield say("subtotal", "小计", words), block.label.in_(words), held
    total = scheme.total
    if total is not None and (limits := _limits(total.start, total.least, total.most)):
        yield say("total", "总分", words), "", limits
    for veto in scheme.vetoes.values():
        rule = f"{veto.zeroes} = 0 ← {veto.when.text}"
        yield say("veto", "否决", words), veto.text.in_(words), rule
    if isinstance(scheme.grades, dict):  # else its edges are still to be set
        for band, grade in scheme.grades.items():
            yield say("grade", "等级", words), grade, band.text
    yield from _among_people(scheme, words)


def _among_people(scheme: "Scheme", words: Language) -> Iterator[Rule]:
    if scheme.levels is not None:
        for band, name in scheme.levels.by_score.items():
            level = scheme.levels.order[name]
            amount = f" → {plain(level.amount)}" if level.amount else ""
            yield say("level", "级别", words), level.label.in_(words), band.text + amount
    for award in scheme.awards.values():
        where = f" ← {award.where.text}" if award.where else ""
        yield say("award", "评优", words), award.label.in_(words), ", ".join(award.by) + where
    for mean in scheme.means.values():
        most = f" ≤ {plain(mean.most)}" if mean.most is not None else ""
        expected = f" ≈ {plain(mean.expected)}" if mean.expected is not None else ""
        yield say("mean", "平均", words), mean.label.in_(words), mean.of.text + most + expected
    for one in scheme.summaries.values():
        yield (
            say("summary", "汇总", words),
            one.label.in_(words),
            f"{one.formula.text} ({one.over})",
        )


def _row(scheme: "Scheme", line: "Line", words: Language) -> list[str]:
    def named(name: str) -> str:
        return scheme.label_of(name).in_(words)

    posts = ", ".join(scheme.roles[role].in_(words) for role in line.roles)
    label = line.label.in_(words) + (f" ({posts})" if posts else "")
    remark = [line.remark.in_(words)] if line.remark else []
    return [
        "\n".join([label, *remark]),
        "\n".join(f"{named(name)} ({name})" for name in line.inputs),
        line.weight_as_printed,
        "\n".join(line.standard(named)),
    ]


def _made(figure: "Figure") -> str:
    if figure.formula is not None:
        return figure.formula.text
    window = figure.over or figure.among or f"{figure.periods} ×"
    return f"{figure.take} {figure.of} ({window})"


def _limits(start: Fraction, least: Fraction | None, most: Fraction | None) -> str:
    """A start other than 0, a floor and a ceiling, where there are any."""
    parts = [plain(start)] if start else []
    parts += [f"≥ {plain(least)}"] if least is not None else []
    parts += [f"≤ {plain(most)}"] if most is not None else []
    return " · ".join(parts)


def _settings(scheme: "Scheme", words: Language) -> Iterator[list[str]]:
    for name, one in scheme.parameters.items():
        value = plain(one.value) if one.value is not None else "—"
        others = ", ".join(f"{key}: {plain(other)}" for key, other in one.alternatives.items())
        yield [name, _meaning(one, words), value, others]
    for name, option in scheme.options.items():
        choices = (f"{key}: {choice.label.in_(words)}" for key, choice in option.choices.items())
        yield [name, _meaning(option, words), option.default, "\n".join(choices)]


def _meaning(one: "Parameter | Option", words: Language) -> str:
    """What it sets, and why the document leaves it open."""
    return "\n".join([one.label.in_(words), *([one.why.in_(words)] if one.why else [])])
