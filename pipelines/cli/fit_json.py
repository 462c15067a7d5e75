"""The answer of `deskmark sources check` for machines: all that is printed for people."""

from dataclasses import asdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assets.probe.check import Fit, Reading
    from metrics.label import Language


def answer_of(fit: "Fit", language: "Language") -> dict[str, object]:
    """The same for a machine; the readings beside the first stand under `beside`."""
    readings = [_answer_of_reading(one, language) for one in fit.readings]
    answer: dict[str, object] = {"file": fit.file, "source": None, "reason": fit.reason}
    if readings:
        return answer | readings[0] | {"beside": readings[1:]}
    return answer | {
        "nearest": [
            {
                "source": one.source.id,
                "found": one.found,
                "lacking": one.lacking,
                "alike": one.alike,
                "differing": {
                    key: {"source": wanted, "file": found}
                    for key, (wanted, found) in one.differing.items()
                },
            }
            for one in fit.nearest
        ]
    }


def _answer_of_reading(reading: "Reading", language: "Language") -> dict[str, object]:
    source, origins, preview = reading.source, reading.origins, reading.preview
    return {
        "source": source.id,
        "label": source.label.in_(language),
        "log": source.log,
        "needed": origins.needed,
        "offered": origins.offered,
        "columns": origins.columns,
        "rows": preview.rows,
        "unused": {
            header: [{"column": n.column, "name": n.name, "source": n.source} for n in names]
            for header, names in origins.unused.items()
        },
        "records": preview.load.records_read,
        "loaded": preview.load.loaded,
        "duplicates": preview.load.duplicates,
        "left_out": preview.left_out,
        "rejected": preview.refused,
        "rejects": [asdict(one) for one in preview.refusals],
    }
