"""Documents that are no scored sheets, as tables for people and as data."""

from metrics.document_head import Document
from metrics.kinds.document_tables import tables_of
from metrics.label import Language
from pipelines.cli.output import print_table

LANGUAGES: tuple[Language, ...] = ("en", "zh")


def print_document(document: Document, language: Language) -> None:
    for table in tables_of(document, language):
        print_table(table.headers, table.rows, title=table.title or None)


def as_data(document: Document) -> dict[str, object]:
    """What people read, in both languages."""
    return {
        "id": document.id,
        "title_en": document.title.en,
        "title_zh": document.title.zh,
        "kind": document.kind,
        **{
            language: [
                {"title": one.title, "headers": list(one.headers), "rows": list(one.rows)}
                for one in tables_of(document, language)
            ]
            for language in LANGUAGES
        },
    }
