"""Project engineers again, in hundredths of a percent and quarters of the year."""

import random
from fractions import Fraction as F
from typing import Any

SCHEME = "project-engineer-kpi"
SETTINGS = {"range_from": "95%", "range_to": "98%", "errors_from": "1%", "errors_to": "2%",
            "lost_per_percent": -1, "gained_per_percent": 0.5, "lost_per_event": -1}  # fmt: skip
MONTHS = [f"2026-{month:02d}" for month in range(1, 7)]
SHARES = ("response_in_time", "resolved_in_time", "inspections", "joint_tasks", "dispatches", "rma")
COUNTS = ("rule_breaches", "spare_part_errors", "late_or_absent", "informal_documents")
RATED = {"unnamed_row": 14, "skills": 24, "certificates": 8, "newcomers": 8, "lost_rows": 80}
FULL = {"response_in_time": F(7), "resolved_in_time": F(7), "inspections": F(7),
        "joint_tasks": F(7, 2), "dispatches": F(7, 2), "rma": F(7, 2), "rule_breaches": F(7),
        "spare_part_errors": F(7, 2), "late_or_absent": F(7, 2),
        "informal_documents": F(7, 2)}  # fmt: skip


def draw(dice: random.Random) -> dict[tuple[str, str], dict[str, Any]]:
    return {("a1", month): _form(dice) for month in MONTHS}


def _form(dice: random.Random) -> dict[str, Any]:
    form: dict[str, Any] = {name: _share(dice, 0.06) for name in SHARES}
    form |= {name: dice.choice([0, 0, 0, 1, 2, 3, 4, 7, 8]) for name in COUNTS}
    form |= {name: F(dice.randint(0, quarters), 4) for name, quarters in RATED.items()}
    errors = [F(0), F(1, 100), F(2, 100), F(201, 10_000), F(99, 10_000), F(1, 7)]
    form["ticket_error_rate"] = dice.choice(["n/a", "n/a", *errors])
    form["warranty_checks"] = _share(dice, 0.4)
    form["p2_or_above"] = dice.random() < 0.5
    if not form["p2_or_above"] and dice.random() < 0.7:
        form["newcomers"] = None
    return form


def _share(dice: random.Random, nothing: float) -> Any:
    if dice.random() < nothing:
        return "n/a"
    edges = [F(95, 100), F(98, 100), F(9499, 10_000), F(9801, 10_000), F(88, 100), F(1), F(0)]
    return dice.choice([*edges, F(dice.randint(0, 50), 50), F(dice.randint(900, 1000), 1000)])


def answer(forms: dict[tuple[str, str], dict[str, Any]]) -> dict[tuple[str, str], dict[str, Any]]:
    answers = {}
    for (agent, month), form in forms.items():
        quarter = (int(month[5:]) - 1) // 3
        of_quarter = [one for (_, other), one in sorted(forms.items())
                      if (int(other[5:]) - 1) // 3 == quarter]  # fmt: skip
        answers[agent, month] = _sheet(form, of_quarter)
    return answers


def _sheet(form: dict[str, Any], of_quarter: list[dict[str, Any]]) -> dict[str, Any]:
    visible = _errors(_newest("ticket_error_rate", of_quarter))
    warranty = _newest("warranty_checks", of_quarter)
    visible += F(7) if warranty is None else _ranged(warranty, F(7), gains=False)
    weight_in, weight_out = F(105, 10) + 7 + F(35, 10), F(0)
    visible += form["unnamed_row"]
    for name in SHARES:
        if form[name] == "n/a":
            weight_out += FULL[name]
            continue
        weight_in += FULL[name]
        visible += _ranged(form[name], FULL[name], gains=name in SHARES[:2])
    for name in COUNTS:
        weight_in += FULL[name]
        visible += max(F(0), FULL[name] - form[name])
    learning = form["skills"] + form["certificates"]
    weight_in += 8
    if form["p2_or_above"]:
        learning += form["newcomers"]
        weight_in += 2
    grown = (weight_in + weight_out) / weight_in
    visible, learning = visible * grown, learning * grown
    return {"score": visible + learning + form["lost_rows"], "block.visible": visible,
            "block.learning": learning}  # fmt: skip


def _newest(name: str, months: list[dict[str, Any]]) -> F | None:
    found = [one[name] for one in months if one[name] != "n/a"]
    return found[-1] if found else None


def _errors(rate: F | None) -> F:
    full = F(21, 2)
    if rate is None:
        return full
    if rate > F(2, 100):
        return max(F(0), full - (rate * 100 - 2))
    return full + (1 - rate * 100) / 2 if rate < F(1, 100) else full


def _ranged(share: F, full: F, *, gains: bool) -> F:
    if share < F(95, 100):
        return max(F(0), full - (95 - share * 100))
    return full + (share * 100 - 98) / 2 if gains and share > F(98, 100) else full
