"""The reference of the vocabulary names every word, its examples hold, and its table is current."""

import re
from typing import get_args

import pytest
import yaml

from assets.sources.mapping import Mapping, Unit
from assets.sources.source import SourceSpec, Unfold
from metrics.documents import parse_document
from metrics.label import Language
from tests.assets.sources.preset_table import READMES, with_table

LANGUAGES: list[Language] = ["en", "zh"]


def read(language: Language) -> str:
    return READMES[language].read_text(encoding="utf-8")


def section(text: str, number: int) -> str:
    return text.split("\n## ")[number]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_is_what_the_yaml_says(language: Language) -> None:
    """If not: python -m tests.assets.sources.preset_table"""
    assert read(language) == with_table(read(language), language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_is_explained(language: Language) -> None:
    of_file, of_column, units = (section(read(language), number) for number in (1, 2, 3))
    assert sorted(words_of(of_file)) == sorted(SourceSpec.model_fields)
    fields = Mapping.model_fields
    assert sorted(words_of(of_column)) == sorted(f.alias or name for name, f in fields.items())
    assert words_of(units) == [*get_args(Unit)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_its_examples_are_valid(language: Language) -> None:
    text = read(language)
    (whole,) = re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)
    parse_document(whole, SourceSpec, where="README")
    for row in rows_of(section(text, 2)):
        Mapping.model_validate(yaml.safe_load(code_in(row[-1])))
    base = {"label": {"en": "x", "zh": "x"}, "log": "orders", "format": "csv", "columns": {}}
    for row in rows_of(section(text, 1)):
        SourceSpec.model_validate(base | yaml.safe_load(code_in(row[-1])))


def test_an_unfolding_names_all_its_parts() -> None:
    example = next(r[-1] for r in rows_of(section(read("en"), 1)) if r[0] == "`unfold`")
    assert [*yaml.safe_load(code_in(example))["unfold"]] == [*Unfold.model_fields]


def rows_of(text: str) -> list[list[str]]:
    lines = [line for line in text.splitlines() if line.startswith("| `")]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines]


def words_of(text: str) -> list[str]:
    return [word for row in rows_of(text) for word in re.findall(r"`(\w+)`", row[0])]


def code_in(cell: str) -> str:
    (code,) = re.findall(r"`(.*)`", cell)
    return str(code)
