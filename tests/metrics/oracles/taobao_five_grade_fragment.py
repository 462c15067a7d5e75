"""The fragment once more: four ratings added up for whom the year's absence does not exclude."""

import random
from typing import Any

from tests.metrics.oracles import cs_five_grade_method as method

SCHEME = "taobao-five-grade-fragment"
SETTINGS: dict[str, Any] = {
    name: points for name, points in method.SETTINGS.items() if name.endswith("_points")
}
MONEY = {"position_wage", "sales_commission", "other_pay"}


def draw(dice: random.Random) -> method.Forms:
    return {
        whom: {name: value for name, value in form.items() if name not in MONEY}
        for whom, form in method.draw(dice).items()
    }


def answer(forms: method.Forms) -> dict[tuple[str, str], dict[str, Any]]:
    whole = method.answer({whom: form | dict.fromkeys(MONEY, 0) for whom, form in forms.items()})
    return {whom: {"score": one["score"]} for whom, one in whole.items()}
