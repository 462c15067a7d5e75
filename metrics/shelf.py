"""The shelf: every document by its id, whatever its kind, and the catalogue that they make."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from metrics.document_head import Document
from metrics.documents import SAFE_LOADER, Problem, nearest, read_document
from metrics.kinds.calendar import Calendar
from metrics.kinds.checklist import Checklist
from metrics.kinds.hours import Hours
from metrics.kinds.kpi_list import KpiList
from metrics.kinds.numbers import Numbers
from metrics.kinds.promises import Promises
from metrics.kinds.rating_form import RatingForm
from metrics.kinds.shifts import Shifts
from metrics.kinds.survey import Survey
from metrics.label import Label, Language
from metrics.reading import read_as
from metrics.saying import said
from metrics.scheme import Scheme
from metrics.scheme_files import SCORED, kind_of, read_scheme, scheme_file, scheme_files

KINDS: dict[str, type[Document]] = {
    "rating_form": RatingForm,
    "checklist": Checklist,
    "survey": Survey,
    "kpi_list": KpiList,
    "promises": Promises,
    "calendar": Calendar,
    "shifts": Shifts,
    "hours": Hours,
    "numbers": Numbers,
}


@dataclass(frozen=True)
class Place:
    """One entry of the catalogue: what it is, whether it can be used, and where it stands."""

    id: str
    entry: str
    title: Label
    kind: str
    state: Label
    place: str
    examples: int

    def as_json(self) -> dict[str, object]:
        return {
            "id": self.id,
            "title_en": self.title.en,
            "title_zh": self.title.zh,
            "kind": self.kind,
            "state": self.state.en,
            "place": self.place,
            "examples": self.examples,
        }

    def row(self, language: Language) -> list[object]:
        return [
            self.entry,
            self.id,
            self.title.in_(language),
            self.kind,
            self.state.in_(language),
            self.place,
            self.examples,
        ]


def open_document(
    name: str, settings: Mapping[str, object] | None = None, folder: Path | None = None
) -> Document | Scheme:
    """Any document by id or file; settings choose among the readings that it leaves open."""
    file = scheme_file(name, folder)
    if kind_of(file) == SCORED:
        return read_scheme(file, settings)
    document = _read(file)
    if settings:
        document = _chosen(file, document, settings)
    if isinstance(document, KpiList) and document.repeats:
        return _with_repeated(document, folder, (name,))
    return document


def shelf(folder: Path | None = None) -> list[Place]:
    """The catalogue in its own order, one row an entry, whose parts may be several files."""
    by_entry: dict[str, list[tuple[Traversable, Document | Scheme]]] = defaultdict(list)
    for file in scheme_files(folder).values():
        document = read_scheme(file) if kind_of(file) == SCORED else _read(file)
        if document.catalogue is not None:
            by_entry[document.catalogue.entry].append((file, document))
    return [_of_entry(entry, by_entry[entry]) for entry in sorted(by_entry, key=_order)]


def place_of(file: Traversable, document: Document | Scheme) -> Place:
    """A single document; one that ships is named by its path in the project."""
    catalogue = document.catalogue
    return Place(
        id=document.id,
        entry=catalogue.entry if catalogue else "",
        title=document.title,
        kind=document.kind,
        state=_state(document),
        place=_path(file),
        examples=catalogue.examples if catalogue else 0,
    )


def _read(file: Traversable) -> Document:
    kind = kind_of(file)
    if kind is None:
        raise Problem(f'{file}: "kind" is missing; add it.{nearest("", [SCORED, *KINDS])}')
    if kind not in KINDS:
        raise Problem(f'{file}: there is no kind "{kind}".{nearest(kind, [SCORED, *KINDS])}')
    document = read_document(file, KINDS[kind])
    if document.id != file.name.removesuffix(".yml"):
        raise Problem(
            f'{file}: "id" is {document.id}, but the file is {file.name}; make them equal.'
        )
    return document


def _chosen(file: Traversable, document: Document, settings: Mapping[str, object]) -> Document:
    tree: Any = yaml.load(file.read_text(encoding="utf-8-sig"), SAFE_LOADER)
    try:
        changed = read_as(tree, document.options, settings, str(file))
        return type(document).model_validate(changed)
    except ValidationError as error:
        chosen = ", ".join(f"{name}={value}" for name, value in settings.items())
        messages = [str(one["msg"]).removeprefix("Value error, ") for one in error.errors()]
        raise Problem(f"{file}, with {chosen}: {'; '.join(messages)}") from None


def _with_repeated(document: KpiList, folder: Path | None, above: tuple[str, ...]) -> KpiList:
    others: dict[str, KpiList] = {}
    for name in document.repeats:
        if name in above:
            raise Problem(f'"{name}" repeats itself by way of {", ".join(above)}; leave one out.')
        other = _read(scheme_file(name, folder))
        if not isinstance(other, KpiList):
            raise Problem(f'{document.id}: "repeats": "{name}" is no list of KPIs.')
        others[name] = _with_repeated(other, folder, (*above, name))
    return document.joined(others)


def _of_entry(entry: str, parts: Iterable[tuple[Traversable, Document | Scheme]]) -> Place:
    """The document itself has the shortest id; its parts are named after it."""
    places = [place_of(file, document) for file, document in parts]
    places.sort(key=lambda one: (len(one.id), one.id))
    main = places[0]
    open_ = [one.state for one in places if one.state.en.startswith("needs")]
    return Place(
        id=main.id,
        entry=entry,
        title=main.title,
        kind=" + ".join(dict.fromkeys(one.kind for one in places)),
        state=open_[0] if open_ else main.state,
        place=", ".join(one.place for one in places),
        examples=sum(one.examples for one in places),
    )


def _state(document: Document | Scheme) -> Label:
    lacks = document.unconfigured if isinstance(document, Scheme) else document.lacks
    if lacks:
        return said("documents", "needs", parameters=", ".join(lacks))
    is_template = isinstance(document, Document) and document.is_template
    return said("documents", "template" if is_template else "ready")


def _path(file: Traversable) -> str:
    is_shipped = file == files("metrics").joinpath("schemes", file.name)
    return f"metrics/schemes/{file.name}" if is_shipped else str(file)


def _order(entry: str) -> tuple[str, int, str]:
    found = re.fullmatch(r"([A-Z])(\d+)([a-z]?)", entry)
    return (found[1], int(found[2]), found[3]) if found else (entry, 0, "")
