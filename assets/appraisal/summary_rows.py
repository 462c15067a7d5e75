"""score.summaries: the results of a quarter, half-year or year, with the period that ends it."""

import json
from collections.abc import Iterable, Mapping

from assets.appraisal.coverage import Use
from assets.appraisal.inputs import Row
from metrics.exact import plain, shown
from metrics.statement import Statement

COLUMNS = ("period", "months", "scheme", "agent_id", "team", "summary", "label_en", "label_zh",
           "score", "score_shown", "assumed")  # fmt: skip


def summary_rows(
    found: Iterable[Statement], uses: Iterable[Use], teams: Mapping[str, str], period: str
) -> list[Row]:
    schemes = {use.scheme.id: use.scheme for use in uses}
    return [
        {
            "period": period,
            "months": one.period,
            "scheme": one.scheme,
            "agent_id": one.agent_id,
            "team": teams[one.agent_id],
            "summary": one.summary,
            "label_en": schemes[one.scheme].summaries[one.summary].label.en,
            "label_zh": schemes[one.scheme].summaries[one.summary].label.zh,
            "score": plain(one.score),
            "score_shown": shown(one.score),
            "assumed": json.dumps(list(one.assumed), ensure_ascii=False),
        }
        for statement in found
        for one in statement.longer
        if one.summary is not None and one.score is not None
    ]
