"""How a JSON file is laid out: lines or one document, and where in it the records are."""

import json
from collections.abc import Iterator

from assets.files.json_records import documents_in, sample_chains
from assets.files.packed import Unreadable
from assets.probe.layout import SAMPLES, Cells, Layout

MOST_ELEMENTS = 20  # of a list, looked into for lists inside


def sniff_lines(text: str, encoding: str) -> Layout:
    """JSON lines, each a record or, where none is, each a document that holds records."""
    texts = [line for line in text.splitlines()[:SAMPLES] if line.strip()]
    if len(texts) == 1:
        return sniff_document(text, encoding)
    return _layout(documents_in(texts), [], encoding)


def sniff_document(text: str, encoding: str) -> Layout:
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        raise Unreadable("not_a_record") from None
    lists = sorted(dict.fromkeys(_lists(document)), key=lambda path: path.count("[]"))
    return _layout([document], lists, encoding)


def _layout(documents: list[object], lists: list[str], encoding: str) -> Layout:
    records = lists[0] if lists else "[]"
    chains = sample_chains(documents, records)[:SAMPLES]
    cells = [dict(_cells(chain[-1])) for chain in chains if isinstance(chain[-1], dict)]
    header = list(dict.fromkeys(name for record in cells for name in record))
    samples: list[Cells] = [{name: text for name, text in one.items() if text} for one in cells]
    return Layout("json", header, samples, encoding=encoding, lists=lists)


def _lists(value: object, path: str = "") -> Iterator[str]:
    """Paths to lists of objects, as `records` writes them; one that is the document has none."""
    if isinstance(value, dict):
        for key, child in value.items():
            yield from _lists(child, f"{path}.{key}" if path else key)
    if isinstance(value, list):
        objects = [one for one in value[:MOST_ELEMENTS] if isinstance(one, dict)]
        if objects and path:
            yield f"{path}[]"
        for one in objects if path else []:
            yield from _lists(one, f"{path}[]")


def _cells(record: dict[str, object], prefix: str = "") -> Iterator[tuple[str, str]]:
    """Plain values by their path; what stands in lists is left to the person who drafts."""
    for key, value in record.items():
        if isinstance(value, dict):
            yield from _cells(value, f"{prefix}{key}.")
        elif not isinstance(value, list):
            yield f"{prefix}{key}", _text(value)


def _text(value: object) -> str:
    if value is None:
        return ""
    return json.dumps(value) if isinstance(value, bool) else str(value)
