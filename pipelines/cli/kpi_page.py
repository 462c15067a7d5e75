"""What `deskmark kpis show` says of one KPI: all that a reader needs to compute it again."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from metrics.saying import said
from metrics.words import topic_words, words

if TYPE_CHECKING:
    from metrics.kpi import Kpi, Source
    from metrics.label import Language

Columns = Mapping[str, Iterable[str]]  # of every relation
Page = list[tuple[str, str]]


def page(kpi: "Kpi", columns: Columns, language: "Language") -> Page:
    """Headings with what stands beside them; a heading may have several lines."""

    def say(key: str) -> str:
        return words("kpi", key, language)

    entries = [
        ("id", kpi.id),
        ("label", kpi.label.in_(language)),
        ("definition", kpi.definition.in_(language)),
        ("formula", kpi.formula),
        ("columns", "\n".join(columns_text(kpi, columns, language))),
        ("unit", say(f"unit_{kpi.unit}")),
        ("better", say(kpi.better)),
        ("dated_by", dating(kpi, language)),
        ("grain", _grain(kpi, language)),
        ("not_for", "" if kpi.is_for_agents else say("agents")),
        ("matures", maturity(kpi, language)),
        ("minimum_sample", str(kpi.minimum_sample or say("none"))),
        ("interval", say(interval_kind(kpi))),
        ("beside", _quantiles(kpi, language)),
        ("references", "\n".join(kpi.references)),
    ]
    return [(say(key), text) for key, text in entries if text]


def side_by_side(kpi: "Kpi", language: "Language") -> list[list[str]]:
    """Its own formula and those of its variants, with what dates them and when they are final."""
    if not kpi.variants:
        return []
    return [
        [one.id, one.formula, dating(one, language), maturity(one, language)]
        for one in (kpi, *(kpi.variant(name) for name in kpi.variants))
    ]


def columns_text(kpi: "Kpi", columns: Columns, language: "Language") -> list[str]:
    """One line per relation, or the KPIs whose sums it is made of."""
    if kpi.parts:
        return [said("kpi", "sums_of", parts=", ".join(kpi.parts)).in_(language)]
    return [f"{model}: {', '.join(names)}" for model, names in columns_read(kpi, columns).items()]


def columns_read(kpi: "Kpi", columns: Columns) -> dict[str, list[str]]:
    """Relation → its columns that the KPI's expressions name, in the relation's order."""
    named: dict[str, set[str]] = {}
    for source in kpi.reads:
        named.setdefault(source.model, set()).update(_names(source))
    return {
        model: [column for column in columns[model] if column in names]
        for model, names in named.items()
    }


def dating(kpi: "Kpi", language: "Language") -> str:
    """The event that dates its records."""
    if kpi.parts:
        return words("kpi", "by_event", language)
    return "; ".join(dict.fromkeys(_event(one).get(language, one.dated_by) for one in kpi.reads))


def maturity(kpi: "Kpi", language: "Language") -> str:
    if not kpi.matures_after_days:
        return words("kpi", "at_once", language)
    return said("kpi", "after_days", days=kpi.matures_after_days).in_(language)


def interval_kind(kpi: "Kpi") -> str:
    """Its word: see metrics/uncertainty.py."""
    kinds = {"share": "wilson", "mean": "normal", "quantile": "ranks"}
    return kinds.get(kpi.kind, "no_interval")


def _event(source: "Source") -> dict[str, str]:
    key = f"{source.model.partition('.')[2]}.{source.dated_by}"
    label = topic_words("dated_by").get(key)
    return {} if label is None else {"en": label.en, "zh": label.zh}


def _names(source: "Source") -> Iterator[str]:
    """Words of the expressions outside of quotes."""
    yield source.dated_by
    yield source.who
    for expression in (source.numerator, source.denominator, source.value, source.n):
        for code in (expression or "").split("'")[::2]:
            yield from re.findall(r"[a-z_][a-z0-9_]*", code)


def _grain(kpi: "Kpi", language: "Language") -> str:
    grain = words("kpi", kpi.grain, language)
    if kpi.grain == "agent_days" and kpi.by_half_hour:
        grain += f"; {words('kpi', 'half_hours_too', language)}"
    return grain


def _quantiles(kpi: "Kpi", language: "Language") -> str:
    return said("kpi", "quantiles", id=kpi.id).in_(language) if kpi.has_quantiles else ""
