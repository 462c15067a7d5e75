"""The table of KPIs in the READMEs: `python -m tests.metrics.kpi_table` writes it anew."""

from pathlib import Path

from metrics.kpi import Kpi, load_kpis
from metrics.label import Language
from metrics.words import words

ROOT = Path(__file__).parents[2]
READMES: dict[Language, Path] = {"en": ROOT / "README.md", "zh": ROOT / "README.zh-CN.md"}
BEGIN, END = "<!-- kpis -->\n", "<!-- end of kpis -->\n"
SUMMARY = {
    "en": "All {kpis} KPIs and their {variants} variants",
    "zh": "全部 {kpis} 个指标及其 {variants} 个变体",
}


def with_table(text: str, language: Language) -> str:
    """The README with its table as the YAML has it now."""
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"the marks {BEGIN.strip()} and {END.strip()} are missing.")
    return f"{before}{BEGIN}{table(language)}{END}{after}"


def table(language: Language) -> str:
    kpis = [*load_kpis().values()]
    heads = [words("kpi", key, language) for key in ("id", "label", "formula", "unit")]
    rows = [heads, ["---"] * len(heads)]
    for kpi in kpis:
        rows += [_cells(one, kpi, language) for one in (kpi, *map(kpi.variant, kpi.variants))]
    summary = SUMMARY[language].format(
        kpis=len(kpis), variants=sum(len(kpi.variants) for kpi in kpis)
    )
    lines = "".join(f"| {' | '.join(row)} |\n" for row in rows)
    return f"<details><summary>{summary}</summary>\n\n{lines}\n</details>\n"


def _cells(one: Kpi, kpi: Kpi, language: Language) -> list[str]:
    name = kpi.label.in_(language) if one is kpi else ""
    formula = " ".join(one.formula.split()).replace("|", "\\|")
    return [f"`{one.id}`", name, formula, words("kpi", f"unit_{one.unit}", language)]


if __name__ == "__main__":
    for language, path in READMES.items():
        path.write_text(with_table(path.read_text(encoding="utf-8"), language), encoding="utf-8")
