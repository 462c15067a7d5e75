"""The table of shipped sources in their README: `python -m tests.assets.sources.preset_table`."""

from importlib.resources import files
from pathlib import Path

from assets.sources.catalogue import load_sources
from assets.sources.source import Source
from metrics.label import Language

READMES: dict[Language, Path] = {
    "en": Path(str(files("assets"))) / "sources" / "README.md",
    "zh": Path(str(files("assets"))) / "sources" / "README.zh-CN.md",
}
HEADERS = {
    "en": ("id", "what", "log", "format", "as of", "reference", "verified"),
    "zh": ("编号", "名称", "日志", "文件", "时间", "出处", "已核对"),
}
BEGIN, END = "<!-- presets -->\n", "<!-- end of presets -->\n"


def with_table(text: str, language: Language) -> str:
    """The README with its table as the YAML has it now."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}{table(language)}{END}{after}"


def table(language: Language) -> str:
    shipped = [one for one in load_sources().values() if not one.id.startswith("canonical_")]
    rows = [HEADERS[language], ["---"] * len(HEADERS[language])]
    rows += [_cells(one, language) for one in shipped]
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def _cells(source: Source, language: Language) -> list[str]:
    told = [source.as_of, source.reference, source.verified]
    cells = [f"`{source.id}`", source.label.in_(language), source.log, source.format]
    return [_cell(cell or "") for cell in [*cells, *told]]


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


if __name__ == "__main__":
    for language, path in READMES.items():
        path.write_text(with_table(path.read_text(encoding="utf-8"), language), encoding="utf-8")
