"""The catalogue of KPIs: every one says all that a reader needs, and the READMEs list it."""

import re

import pytest

from metrics.kpi import Kpi, load_kpis, with_variants
from metrics.label import Language
from metrics.words import topic_words
from pipelines.cli.kpi_page import columns_read, page, side_by_side
from sql import load_models
from tests.metrics.kpi_table import READMES, with_table

KPIS = load_kpis()
DEFINED = {id_: kpi for id_, kpi in with_variants(KPIS).items() if kpi.kind != "quantile"}
COLUMNS = {table: list(model.columns) for table, model in load_models().items()}
LANGUAGES: list[Language] = ["en", "zh"]
# of a shop or a queue as a whole, whatever is known of its agents
OF_QUEUES = ("service_level", "abandon_rate", "answer_rate", "asa_seconds", "shop_sales")


@pytest.mark.parametrize("kpi", KPIS.values(), ids=KPIS)
def test_a_kpi_is_told_in_full(kpi: Kpi) -> None:
    assert re.search(r"[a-zA-Z]", kpi.label.en) and re.search(r"[\u4e00-\u9fff]", kpi.label.zh)
    assert kpi.definition.en[-1] == "." and kpi.definition.zh[-1] == "。"
    assert kpi.formula and kpi.unit and kpi.better
    assert kpi.references and all(kpi.references), "where does the definition come from?"
    assert not any("catalogue-" in reference for reference in kpi.references)
    assert all(one.formula for one in kpi.variants.values())


@pytest.mark.parametrize("kpi", DEFINED.values(), ids=DEFINED)
def test_shares_and_means_say_how_many_records_they_need(kpi: Kpi) -> None:
    assert kpi.kind not in ("share", "mean") or kpi.minimum_sample > 0


@pytest.mark.parametrize("kpi", DEFINED.values(), ids=DEFINED)
def test_what_a_kpi_names_is_there(kpi: Kpi) -> None:
    read = columns_read(kpi, COLUMNS)
    assert kpi.parts or read
    for source in kpi.reads:
        assert source.who in ("nobody", *COLUMNS[source.model])
        key = f"{source.model.partition('.')[2]}.{source.dated_by}"
        assert key in topic_words("dated_by"), "words.yml says what this date is"
    assert all(columns for columns in read.values())
    assert all(part in with_variants(KPIS) for part in kpi.parts)


@pytest.mark.parametrize("name", OF_QUEUES)
def test_what_describes_a_queue_or_a_shop_is_for_no_single_agent(name: str) -> None:
    assert not KPIS[name].is_for_agents


def test_what_nobody_is_named_for_is_for_no_single_agent() -> None:
    for kpi in KPIS.values():
        if kpi.reads and all(source.who == "nobody" for source in kpi.reads):
            assert not kpi.is_for_agents, kpi.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_its_page_names_every_heading(language: Language) -> None:
    told = dict(page(KPIS["inquiry_conversion_rate"], COLUMNS, language))
    assert len(told) == 13 and all(told.values())
    assert "marts.inquiries: agent_id, is_inquiry, is_paid, business_date" in "".join(told.values())
    rows = side_by_side(KPIS["inquiry_conversion_rate"], language)
    assert len(rows) == 1 + len(KPIS["inquiry_conversion_rate"].variants)
    assert side_by_side(KPIS["inquiry_buyers"], language) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_readme_lists_what_the_yaml_says(language: Language) -> None:
    """If not: python -m tests.metrics.kpi_table"""
    text = READMES[language].read_text(encoding="utf-8")
    assert text == with_table(text, language)
