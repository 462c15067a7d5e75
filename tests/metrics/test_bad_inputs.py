"""A mistake in one person's inputs is named, and everybody else is scored all the same."""

from pathlib import Path

import pytest

from metrics.scheme_files import open_scheme
from metrics.score import score
from metrics.score_input import read_score_input

HEAD = "agent_id,input,value,period,group,rater\n"
ITEMS = tuple(name for name, one in open_scheme("aftersales-360").inputs.items() if one.rated)
RATERS = ("self", "peer", "leader")
IN_ORDER = [f"{{who}},{item},excellent,2026-10,,{rater}" for item in ITEMS for rater in RATERS]


def scored(tmp_path: Path, *changes: tuple[str, str | None]) -> dict[str, str | None]:
    """Who has which problem; the form of `bad` is changed row by row, None takes a row away."""
    rows = [row.format(who=who) for who in ("bad", "good") for row in IN_ORDER]
    for old, new in changes:
        at = rows.index(old) if old in rows else len(rows)
        rows[at : at + 1] = [new] if new is not None else []
    path = tmp_path / "inputs.csv"
    path.write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")
    table = read_score_input(path)
    appraisal = score(open_scheme("aftersales-360"), table.entries, table.faults)
    return {one.agent_id: one.problem.en if one.problem else None for one in appraisal.statements}


def first(rater: str = "self", value: str = "excellent") -> str:
    return f"bad,{ITEMS[0]},{value},2026-10,,{rater}"


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("", f"bad,{ITEMS[0]}s,excellent,2026-10,,self", "There is no input"),
        (first(), first(value="superb"), '"superb" is none of excellent'),
        (first(), first(value="17"), '"17" is none of excellent'),
        (first(), first(rater="cousin"), '"cousin" is no rater of this form; known: self'),
        (first("peer"), None, "the sheet of"),
        ("", first(), "stands twice"),
        ("", "bad,attendance_points,-1,2026-10,,", "is below 0"),
        ("", "bad,attendance_points,a lot,2026-10,,", '"a lot" is not a number'),
        ("", "bad,attendance_points,1 2,2026-10,,", '"1 2" is not a number'),
    ],
)
def test_the_mistake_is_named_and_the_other_is_scored(
    tmp_path: Path, old: str, new: str | None, sentence: str
) -> None:
    found = scored(tmp_path, (old, new))
    assert found["good"] is None
    problem = found["bad"]
    assert problem is not None and sentence in problem


def test_a_form_in_order_has_no_problem(tmp_path: Path) -> None:
    assert scored(tmp_path) == {"bad": None, "good": None}
