"""Every check has a name that a desk can write, and words for people."""

import pytest

from assets.appraisal.checks import NAMES
from assets.checks.logs import checks_of
from assets.checks.question import questions
from assets.checks.remedy import remedy_of
from assets.desk.checks import Checks
from assets.desk.settings import DeskSettings
from assets.raw.log import load_logs
from metrics.documents import Problem, parse_document
from metrics.words import topic_words
from pipelines.definitions import defs
from sql import load_models


def test_every_check_of_the_graph_is_one_that_desk_yml_knows() -> None:
    keys = defs.resolve_asset_graph().asset_check_keys
    of_scores = {key.name for key in keys if key.asset_key.path[0] == "score"}
    assert of_scores == set(NAMES)  # a person decides on scores, so no desk sets their severity
    assert {key.name for key in keys} - of_scores | {"up_to_date"} == set(Checks.model_fields)


def test_every_check_says_what_it_looks_at_what_breaks_it_and_what_to_do() -> None:
    words = topic_words("checks")
    for name in Checks.model_fields:
        assert name in words, name
        assert remedy_of(name).zh
    of_logs = {name for log in load_logs().values() for name in checks_of(log)}
    assert {f"{name}_breaks" for name in of_logs} <= words.keys()
    sentences = {one.sentence for model in load_models().values() for one in questions(model)}
    assert sentences <= words.keys()


@pytest.mark.parametrize(
    ("written", "complaint"),
    [
        ("volum: off", 'unknown key "checks.volum". Did you mean "volume"?'),
        ("volume: 3", '"checks.volume": write block, warn or off.'),
        ("volume: {time: 3}", 'unknown key "checks.volume.time". Did you mean "times"?'),
        (
            "volume: {except: [cals]}",
            '"checks.volume.except.0": there is no log or table "cals". Did you mean "calls"?',
        ),
        ("rejected_share: {at_most: 5}", '"checks.rejected_share.at_most": Input should be less'),
    ],
)
def test_a_mistake_is_told_with_its_line_and_the_nearest_name(written: str, complaint: str) -> None:
    text = f"name: x\ntime_zone: UTC\nchecks:\n  freshness: warn\n  {written}\n"
    with pytest.raises(Problem) as problem:
        parse_document(text, DeskSettings, where="desk.yml")
    assert str(problem.value).startswith(f"desk.yml, line 5: {complaint}")


def test_a_limit_alone_leaves_the_severity_as_it_is() -> None:
    text = "name: x\ntime_zone: UTC\nchecks: {volume: {times: 3}, accounted_for: {except: [calls]}}"
    checks = parse_document(text, DeskSettings, where="desk.yml").checks
    assert (checks.volume.times, checks.volume.severity) == (3, "warn")
    assert checks.severity("accounted_for", "raw.tickets", "warn") == "block"
    assert checks.severity("accounted_for", "raw.calls", "warn") == "off"
