"""The catalogue in the schemes' READMEs: `python -m tests.metrics.shelf_table` writes it anew."""

from pathlib import Path

from metrics.label import Language
from metrics.shelf import Place, shelf

FOLDER = Path(__file__).parents[2] / "metrics" / "schemes"
READMES: dict[Language, Path] = {"en": FOLDER / "README.md", "zh": FOLDER / "README.zh-CN.md"}
BEGIN, END = "<!-- shelf -->\n", "<!-- end of shelf -->\n"
HEADS = {
    "en": ("entry", "id", "title", "kind", "state", "worked examples"),
    "zh": ("条目", "编号", "名称", "类别", "状态", "示例数"),
}


def with_table(text: str, language: Language) -> str:
    """The README with its table as the files have it now."""
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"the marks {BEGIN.strip()} and {END.strip()} are missing.")
    return f"{before}{BEGIN}{table(language)}{END}{after}"


def table(language: Language) -> str:
    rows = [HEADS[language], ("---",) * len(HEADS[language])]
    rows += [_cells(place, language) for place in shelf()]
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def _cells(place: Place, language: Language) -> tuple[str, ...]:
    state = place.state.in_(language).replace("|", "\\|")
    name = f"[{place.id}]({place.id}.yml)"
    title = place.title.in_(language)
    return place.entry, name, title, place.kind, state, str(place.examples)


if __name__ == "__main__":
    for language, path in READMES.items():
        path.write_text(with_table(path.read_text(encoding="utf-8"), language), encoding="utf-8")
