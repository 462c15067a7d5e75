"""A draft of a source for a file that none takes: what it proves is declared, the rest is asked."""

import re
from dataclasses import dataclass
from pathlib import Path

from assets.probe.draft_text import DraftText
from assets.probe.layout import Layout
from assets.probe.likeness import Guess, guess_logs, known_names
from assets.probe.proposal import is_plausible, propose, texts_of
from assets.raw.log import load_logs
from assets.sources.catalogue import load_sources
from assets.sources.source import Source, SourceSpec
from metrics.documents import Problem, nearest, parse_document
from metrics.label import Language


@dataclass(frozen=True)
class Draft:
    """The text of a source's YAML, its log, and the columns that a person must fill in."""

    text: str
    log: str
    to_fill: list[str]


def draft(
    file: str, layout: Layout, sources: dict[str, Source], language: Language, log: str = ""
) -> Draft:
    """Writes the YAML as text; it is a valid source at once, though one with gaps takes no file."""
    import duckdb

    guesses = guess_logs(layout.header, sources)
    if log and log not in load_logs():
        raise Problem(f'there is no log "{log}".{nearest(log, [*load_logs()])}')
    if not log and not guesses[0].meanings:
        known = ", ".join(load_logs())
        raise Problem(f"{file}: no header tells which log this is; name one with --log: {known}")
    chosen = _plausible(
        next(one for one in guesses if one.log.name == (log or one.log.name)), layout
    )
    with duckdb.connect() as connection:
        proposals = {
            column: propose(
                connection,
                texts_of(layout, meaning.header),
                meaning,
                chosen.log.columns[column],
                sources,
            )
            for column, meaning in chosen.meanings.items()
        }
    drafted = DraftText(file, layout, chosen, proposals, known_names(sources), language)
    text = "\n".join(drafted.lines()) + "\n"
    parse_document(text, SourceSpec, where="draft")
    return Draft(text, chosen.log.name, drafted.to_fill)


def _plausible(guess: Guess, layout: Layout) -> Guess:
    """Without headers whose cells cannot be what their column takes."""
    columns = guess.log.columns
    kept = {
        name: meaning
        for name, meaning in guess.meanings.items()
        if is_plausible(texts_of(layout, meaning.header), columns[name])
    }
    required = [name for name, column in columns.items() if column.required]
    return Guess(guess.log, kept, [name for name in required if name not in kept])


def id_of(file: str) -> str:
    """A source id from a file's name, less what changes from day to day."""
    stem = file.replace("\\", "/").rsplit("/", 1)[-1].split(".")[0].casefold()
    return re.sub(r"[^a-z]+", "_", stem).strip("_") or "my_source"


def draft_path(name: str, home: Path | None) -> Path:
    """A .yml file as it is named; an id stands for a file in the desk's sources/."""
    path = Path(name)
    if path.suffix in (".yml", ".yaml"):
        return path
    if not re.fullmatch(r"[a-z0-9_-]+", name):
        raise Problem(f'"{name}" is no id; use small letters, digits and underscores.')
    if home is None:
        raise Problem(f"there is no desk here to draft {name} for; name a file: {name}.yml")
    if name in load_sources():
        raise Problem(f'"{name}" is a shipped source; a draft needs an id of its own.')
    return home / "sources" / f"{name}.yml"


def write_draft(text: str, path: Path) -> None:
    """Writes a new file; one that stands there is never written over."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise Problem(f"{path}: stands already; name another, or delete it first.") from None
    except OSError as error:
        raise Problem(f"{path}: cannot be written: {error.strerror}.") from None
