"""Two lists of the KPIs that appraisal documents name: every row has its place in the catalogue."""

import os
import re
from pathlib import Path

import pytest
import yaml
from pydantic import BaseModel, ConfigDict

from metrics.kpi import load_kpis, with_variants
from tests.real.measured import SHARED


class Place(BaseModel):
    """Where a row of a list went."""

    model_config = ConfigDict(extra="forbid")
    kpis: list[str] = []
    inputs: list[str] = []
    because: str = ""


WRITTEN = yaml.safe_load((Path(__file__).parent / "kpi_lists.yml").read_text(encoding="utf-8"))
PLACES = {
    name: {row: Place.model_validate(place) for row, place in places.items()}
    for name, places in WRITTEN.items()
}


def rows_of(name: str) -> set[str]:
    """The numbers of the rows, or a skip that says where the list was sought."""
    folder = Path(os.environ.get("DESKMARK_SCHEMES") or SHARED / "schemes")
    files = sorted(folder.glob("*.md"))
    if len(files) != len(PLACES):
        pytest.skip(f"no lists of KPIs in {folder}; name their folder with DESKMARK_SCHEMES")
    text = files[[*PLACES].index(name)].read_text(encoding="utf-8")
    return set(re.findall(r"^\| (K\d\d)\b", text, re.MULTILINE))


@pytest.mark.parametrize("name", PLACES)
def test_no_row_is_left_out(name: str) -> None:
    rows = rows_of(name)
    assert len(rows) > 60
    assert PLACES[name].keys() == rows


@pytest.mark.parametrize("name", PLACES)
def test_every_row_went_to_a_kpi_that_there_is_or_says_why_not(name: str) -> None:
    known = with_variants(load_kpis())
    for row, place in PLACES[name].items():
        assert place.kpis or place.because, f"{row}: neither a KPI nor a reason"
        assert [kpi for kpi in place.kpis if kpi not in known] == [], row


@pytest.mark.parametrize("name", PLACES)
def test_what_people_enter_is_no_kpi_by_another_name(name: str) -> None:
    known = load_kpis()
    for row, place in PLACES[name].items():
        assert [one for one in place.inputs if one in known] == [], row
