"""Schemes: what is refused when read, what is doubtful, what waits for a parameter."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from metrics.documents import Problem
from metrics.entry import Entry
from metrics.exact import exact
from metrics.lint import lint
from metrics.scheme_files import open_scheme, scheme_files
from metrics.score import score

SMALL: dict[str, Any] = {
    "id": "small",
    "title": {"en": "Small", "zh": "小"},
    "kind": "scored",
    "covers": {"en": "All", "zh": "全部"},
    "period": "month",
    "inputs": {
        "praise": {
            "label": {"en": "Praise", "zh": "表扬"},
            "from": "month_end",
            "unit": "count",
            "better": "higher",
            "least": 0,
        }
    },
    "lines": {
        "praise": {
            "label": {"en": "Praise", "zh": "表扬"},
            "input": "praise",
            "weight": 100,
            "no_value": "human",
            "tiers": {"bands": {"x ≥ 5": 100, "x < 5": 0}},
        }
    },
}


def write(folder: Path, **changes: Any) -> Path:
    """The small scheme with changes by dotted place."""
    tree = yaml.safe_load(yaml.safe_dump(SMALL))
    for place, value in changes.items():
        *parents, last = place.split("__")
        here = tree
        for parent in parents:
            here = here.setdefault(parent, {})
        if value is None:
            del here[last]
        else:
            here[last] = value
    path = folder / "small.yml"
    path.write_text(yaml.safe_dump(tree, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return path


TIERS = "lines__praise__tiers__bands"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"lines__praise__weight": 90}, "add up to 90, not 100"),
        ({"lines__praise__wieght": 1}, 'unknown key "lines.praise.wieght". Did you mean "weight"?'),
        ({"lines__praise__tires": {}}, 'unknown key "lines.praise.tires". Did you mean "tiers"?'),
        ({"lines__praise__tiers": None}, "needs exactly one mechanism"),
        ({"lines__praise__rating": {"most": 5}}, "found rating, tiers"),
        ({"lines__praise__no_value": None}, '"no_value" is missing'),
        ({"lines__praise__no_value": "guess"}, "'exclude', 'full', 'zero' or 'human'"),
        ({"lines__praise__input": None}, '"input" is missing'),
        ({"lines__praise__input": "prase"}, 'not among the inputs. Did you mean "praise"?'),
        ({TIERS: {"x ≥ 95": 9, "80 ≤ x ≤ 94": 8, "x < 80": 0}}, "have no tier; close the gap"),
        ({TIERS: {"x ≥ 5": 9, "x ≤ 5": 8}}, "both hold 5; a value must have one tier"),
        ({TIERS: {"five": 9}}, '"five" is not an interval'),
        ({TIERS: {"x ≥ 5": "many", "x < 5": 0}}, '"many" is not a number'),
        ({TIERS: {"x ≥ 5": "$top", "x < 5": 0}, "parameters": {}}, '"$top" is no parameter'),
        ({"pay": {"p": {"label": {"en": "P", "zh": "薪"}, "formula": "score * bas",
                        "when_incomplete": "refuse"}}}, 'pay.p names "bas"'),
        ({"pay": {"p": {"label": {"en": "P", "zh": "薪"}, "formula": "score ** 2",
                        "when_incomplete": "refuse"}}}, "may stand in a formula"),
        ({"id": "tiny"}, '"id" is tiny, but the file is small.yml'),
    ],
)  # fmt: skip
def test_a_mistake_in_a_scheme_is_refused_in_words(
    tmp_path: Path, changes: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(Problem) as refused:
        open_scheme(str(write(tmp_path, **changes)))
    assert sentence in str(refused.value)
    assert "small.yml" in str(refused.value)


def test_a_desk_may_override_what_ships(tmp_path: Path) -> None:
    write(tmp_path)
    assert "small" in scheme_files(tmp_path)
    assert open_scheme("small", folder=tmp_path).title.zh == "小"
    with pytest.raises(Problem, match=r'there is no scheme "smal"\. Did you mean "small"\?'):
        open_scheme("smal", folder=tmp_path)


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"base_wge": 1}, 'no parameter or option "base_wge". Did you mean "base_wage"?'),
        ({"notes": "on_totl"}, 'option "notes" has no choice "on_totl". Did you mean "on_total"?'),
        ({"base_wage": "much"}, '"much" is not a number'),
        ({"base_wage": {"vlue": 1}}, "write {value: …, assumed: true}"),
    ],
)
def test_a_wrong_setting_is_refused_in_words(settings: dict[str, object], sentence: str) -> None:
    with pytest.raises(Problem) as refused:
        open_scheme("taobao-kpi-tiers", settings)
    assert sentence in str(refused.value)


def test_a_number_that_the_source_does_not_print_must_be_given(tmp_path: Path) -> None:
    target = {"target": {"label": {"en": "Target", "zh": "目标"}}}
    path = write(tmp_path, **{TIERS: {"x ≥ 5": "$target", "x < 5": 0}, "parameters": target})
    assert lint(path) == []
    praise = [Entry("a", "praise", exact(5))]
    with pytest.raises(Problem, match=r"small is not configured: .* no value for target"):
        score(open_scheme(str(path)), praise)
    (given,) = score(open_scheme(str(path), {"target": 80}), praise).statements
    assert given.score == 80
    assert given.assumed == ()
    assumed = open_scheme(str(path), {"target": {"value": 80, "assumed": True}})
    assert score(assumed, praise).statements[0].assumed == ("target",)


def test_a_weight_that_the_source_does_not_print_must_be_given(tmp_path: Path) -> None:
    weight = {"praise_weight": {"label": {"en": "Weight", "zh": "权重"}}}
    path = write(tmp_path, lines__praise__weight="$praise_weight", parameters=weight)
    praise = [Entry("a", "praise", exact(5))]
    assert open_scheme(str(path)).lines["praise"].weight_as_printed == "$praise_weight"
    assert lint(path) == []
    with pytest.raises(Problem, match="prints no value for praise_weight"):
        score(open_scheme(str(path)), praise)
    with pytest.raises(Problem, match="add up to 90, not 100"):
        open_scheme(str(path), {"praise_weight": 90})
    (one,) = score(open_scheme(str(path), {"praise_weight": 100}), praise).statements
    assert one.score == 100


def test_a_line_may_mark_a_figure_and_the_linter_looks_into_it(tmp_path: Path) -> None:
    double = {"label": {"en": "Twice", "zh": "双倍"}, "unit": "count", "formula": "praise * 2"}
    path = write(
        tmp_path, figures={"twice": {**double, "better": "lower"}}, lines__praise__input="twice"
    )
    assert open_scheme(str(path)).value_named("twice").label.en == "Twice"
    assert "gives fewer points" in " ".join(one.text.en for one in lint(path))
    (one,) = score(open_scheme(str(path)), [Entry("a", "praise", exact("2.5"))]).statements
    assert one.score == 100


@pytest.mark.parametrize("kind", ["flags", "awards"])
def test_a_flag_or_an_award_that_waits_for_a_number_is_not_kept_silently(
    tmp_path: Path, kind: str
) -> None:
    words = {"en": "Failed", "zh": "不及格"}
    one = {
        "flags": {"failed": {"text": words, "when": "score < mark"}},
        "awards": {"best": {"label": words, "by": ["score"], "where": "score >= mark"}},
    }[kind]
    path = write(tmp_path, **{kind: one, "parameters": {"mark": {"label": words}}})
    with pytest.raises(Problem, match="no value for mark"):
        score(open_scheme(str(path)), [Entry("a", "praise", exact(5))])


def test_a_form_with_lost_pages_is_declared_and_never_rescaled(tmp_path: Path) -> None:
    path = write(tmp_path, lines__praise__weight=40, weights_total=40)
    (one,) = score(open_scheme(str(path)), [Entry("a", "praise", exact(9))]).statements
    assert one.score == 40
    assert "declared incomplete: the weights add up to 40" in lint(path)[0].text.en


@pytest.mark.parametrize(
    ("changes", "level", "sentence"),
    [
        ({TIERS: {"x ≥ 5": 800, "x < 5": 0}}, "warn", "more than the full mark 100"),
        ({TIERS: {"x ≥ 5": 60, "x < 5": 80}}, "warn", '"x ≥ 5" is better than "x < 5" but gives'),
        ({TIERS: {"x ≥ 5": 100, "1 ≤ x < 5": 0}}, "warn", "possible value 0 falls into no tier"),
        ({TIERS: {"2 ≤ x ≤ 5": 100, "x < 2": 0}}, "warn", "above the highest tier have no tier"),
        ({TIERS: {"x ≥ 5": 100, "x < 4": 0}, "lines__praise__tiers__gaps": "human"}, "warn",
         'between "x < 4" and "x ≥ 5"'),
        ({TIERS: {"x ≥ 5": 100, "x ≤ 6": 0}}, "error", "overlap"),
        ({"inputs__praise__from": "kpi"}, "error", 'there is no KPI "praise"'),
        ({"inputs__praise__from": "kpi", "inputs__praise__kpi": "service_level"}, "error",
         "service_level belongs to a queue, not to one person"),
    ],
)  # fmt: skip
def test_the_linter_finds_the_traps_of_the_catalogue(
    tmp_path: Path, changes: dict[str, Any], level: str, sentence: str
) -> None:
    found = [one for one in lint(write(tmp_path, **changes)) if sentence in one.text.en]
    assert [one.level for one in found] == [level]


def test_a_value_that_falls_into_a_declared_gap_goes_to_a_person(tmp_path: Path) -> None:
    bands = {TIERS: {"x ≥ 5": 100, "x < 4": 0}, "lines__praise__tiers__gaps": "human"}
    scheme = open_scheme(str(write(tmp_path, **bands)))
    (one,) = score(scheme, [Entry("a", "praise", exact("4.5"))]).statements
    assert one.problem is not None
    assert one.problem.en == "Praise: 4.5 falls into no tier; a person decides."


def test_the_literal_800_is_found_in_the_other_reading_of_the_shipped_scheme() -> None:
    found = lint(scheme_files()["taobao-kpi-tiers"])
    traps = {(one.level, one.reading) for one in found if "800" in one.text.en}
    assert traps == {("note", "chat_reply_second_tier=printed")}


@pytest.mark.parametrize("policy", ["full", "zero"])
def test_no_value_counts_as_the_line_says(tmp_path: Path, policy: str) -> None:
    scheme = open_scheme(str(write(tmp_path, lines__praise__no_value=policy)))
    (one,) = score(scheme, [Entry("a", "praise", None)]).statements
    assert one.score == (100 if policy == "full" else 0)


@pytest.mark.parametrize(("value", "points"), [("-5%", 0), ("0", 100), ("5%", 100)])
def test_a_target_of_nothing_is_reached_or_not(tmp_path: Path, value: str, points: int) -> None:
    changes = {
        "lines__praise__tiers": None,
        "lines__praise__attainment": {"target": 0},
        "inputs__praise__least": None,
    }
    scheme = open_scheme(str(write(tmp_path, **changes)))
    (one,) = score(scheme, [Entry("a", "praise", exact(value))]).statements
    assert one.score == points


def test_the_mean_of_a_group_may_be_of_a_formula(tmp_path: Path) -> None:
    means = {"all": {"label": {"en": "M", "zh": "均"}, "of": "score - 100", "most": "-51"}}
    scheme = open_scheme(str(write(tmp_path, means=means)))
    found = score(scheme, [Entry("a", "praise", exact(5)), Entry("b", "praise", exact(4))])
    assert [(one.mean, one.people, one.is_above) for one in found.means] == [(exact(-50), 2, True)]


def test_a_scheme_scores_only_the_periods_in_which_it_is_in_force(tmp_path: Path) -> None:
    in_force = {"since": "2026-02", "until": "2026-03"}
    scheme = open_scheme(str(write(tmp_path, in_force=in_force)))
    periods = ["2026-01", "2026-02", "2026-03", "2026-04"]
    found = score(scheme, [Entry("a", "praise", exact(5), period) for period in periods])
    assert [one.period for one in found.statements if one.score is not None] == periods[1:3]
    assert found.faults[0].text.en == "small is not in force in this period."


def test_equal_scores_share_the_better_rank_and_nobody_is_last_among_equals() -> None:
    scheme = open_scheme("taobao-kpi-tiers")
    points = {"a": 90, "b": 80, "c": 80, "d": 70, "e": 70}
    entries = [Entry(agent, "score", exact(number)) for agent, number in points.items()]
    ranks = {one.agent_id: (one.rank, one.ranked) for one in score(scheme, entries).statements}
    assert ranks == {"a": (1, 5), "b": (2, 5), "c": (2, 5), "d": (4, 5), "e": (4, 5)}
    worse = score(open_scheme("taobao-kpi-tiers", {"ties": "share_worse"}), entries).statements
    assert [one.rank for one in worse] == [1, 3, 3, 5, 5]


def test_people_are_ranked_within_their_group() -> None:
    entries = [
        Entry(agent, "score", exact(number), group=group)
        for agent, number, group in (("a", 90, "x"), ("b", 80, "y"), ("c", 70, "x"))
    ]
    found = score(open_scheme("taobao-kpi-tiers"), entries).statements
    assert [(one.agent_id, one.rank, one.ranked) for one in found] == [
        ("a", 1, 2),
        ("b", 1, 1),
        ("c", 2, 2),
    ]


def test_what_is_left_out_in_a_block_is_made_up_for_like_elsewhere(tmp_path: Path) -> None:
    """Two rows in a block, one without a value; and a row that does not stand for this person."""
    praise = SMALL["lines"]["praise"]
    lines = {
        "praise": {**praise, "weight": 40, "block": "all"},
        "thanks": {**praise, "input": "thanks", "weight": 40, "no_value": "exclude",
                   "block": "all"},
        "lead": {**praise, "weight": 20, "when": "praise > 99"},
    }  # fmt: skip
    inputs = {**SMALL["inputs"], "thanks": SMALL["inputs"]["praise"]}
    blocks = {"all": {"label": {"en": "All", "zh": "合计"}}}
    scheme = open_scheme(str(write(tmp_path, lines=lines, inputs=inputs, blocks=blocks)))
    entries = [Entry("a1", "praise", exact(5)), Entry("a1", "thanks", None)]
    (one,) = score(scheme, entries).statements
    assert one.blocks["all"] == one.score == exact(80)
    assert [flag.id for flag in one.flags] == ["no_value:thanks"]
    assert "the other 40 of 80 points" in one.flags[0].text.en
