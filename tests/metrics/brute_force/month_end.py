"""What people enter at the end of a month: numbers by agent and input, on the period's last day."""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from fractions import Fraction

from tests.metrics.brute_force.clock import Row
from tests.metrics.brute_force.tally import Place, Tally

# added up as entered; the KPI bears the name of the input
SUMS = (
    "absence_days", "attendance_days", "callbacks_planned", "code_breaches", "concealments",
    "conduct_events", "customer_data_faults", "discipline_violations", "early_leave_count",
    "experience_notes", "failed_spot_checks", "false_callbacks", "inspection_deductions",
    "inspection_findings", "key_account_callbacks", "key_accounts_lost", "late_count",
    "late_handovers", "leave_days", "off_post_count", "order_record_errors", "overlong_calls",
    "product_data_errors_found", "proposals_adopted", "safety_accidents", "shift_swaps",
    "technical_cases", "verified_complaints", "veto_events", "volume_base",
)  # fmt: skip
OF_NOBODY = ("headcount", "uv", "unique_pv")
IN_SECONDS = {
    "late_minutes": 60, "off_post_minutes": 60, "field_hours": 3600, "overtime_hours": 3600,
    "compensatory_leave_hours": 3600,
}  # fmt: skip
GRADES = ("excellent", "good", "fair", "poor", "bad")
PRAISE = {"phone": "praise_by_phone", "writing": "praise_in_writing", "media": "praise_in_media"}
SEVERAL = {
    "late_or_early_count": ("late_or_early_count", "late_count", "early_leave_count"),
    "praise_count": ("praise_count", *PRAISE.values()),
    **{f"praise_count:{name}": (column,) for name, column in PRAISE.items()},
    "qc_grades": tuple(f"qc_graded_{grade}" for grade in GRADES),
    **{f"qc_grades:{grade}": (f"qc_graded_{grade}",) for grade in GRADES},
    "verified_complaints:service": ("verified_service_complaints",),
}
MEANS = {
    "qc_score_mean": "qc_score", "work_attitude_score": "work_attitude",
    "work_task_score": "work_task",
    **{
        name: name
        for name in (
            "callback_rating", "competency_score", "cooperation_score", "customer_survey_score",
            "democratic_review_score", "exam_score", "peer_score", "safety_review_score",
            "supervisor_score", "training_score", "work_completion_score",
        )
    },
}  # fmt: skip
PLANS = ("business", "survey", "improvement", "training", "inspection")
RATES = {
    "accessory_sales_rate": ("accessory_sales", "accessory_sales_planned"),
    "accidents_handled_in_time_rate": ("accidents_handled_in_time", "safety_accidents"),
    "attendance_rate": ("attendance_days", "scheduled_days"),
    "budget_spent_rate": ("budget_spent", "budget"),
    "comeback_rate": ("comebacks", "repairs"),
    "comeback_rate:external": ("comebacks_external", "repairs"),
    "comeback_rate:internal": ("comebacks_internal", "repairs"),
    "customer_survey_rate": ("survey_satisfied", "survey_answers"),
    "dispatch_completion_rate": ("dispatches_done", "dispatches_issued"),
    "dispatch_completion_rate:rma": ("rma_done", "rma_issued"),
    "first_time_fix_rate": ("repairs_fixed_at_once", "repairs"),
    "hazard_rectification_rate": ("hazards_rectified", "hazards_due"),
    "improper_charge_rate": ("charges_reported", "callbacks_answered"),
    "inspection_pass_rate": ("inspected_items_passed", "inspected_items"),
    "internal_satisfaction_rate": ("departments_satisfied", "departments_rated"),
    "labour_output_rate": ("labour_output", "labour_output_planned"),
    "on_time_arrival_rate": ("visits_on_time", "visits"),
    "on_time_handover_rate": ("handovers_on_time", "handovers"),
    "order_error_rate": ("orders_wrong", "orders_handled"),
    "plan_completion_rate": ("plan_done", "plan_due"),
    **{f"plan_completion_rate:{p}": (f"{p}_plan_done", f"{p}_plan_due") for p in PLANS},
    "record_completeness_rate": ("records_complete", "records_checked"),
    "report_accuracy_rate": ("reports_in_order", "reports_due"),
    "sales_data_rate": ("sales_figures_in_order", "sales_figures_due"),
    "script_adherence_rate": ("scripts_met", "scripts_applicable"),
    "service_standard_rate": ("qc_samples_compliant", "qc_samples"),
    "technician_attitude_rate": ("attitude_satisfied", "callbacks_answered"),
    "ticket_error_rate": ("tickets_with_errors", "tickets_checked"),
    "training_attendance_rate": ("trainings_attended", "trainings_held"),
    "training_coverage_rate": ("people_trained", "people_to_train"),
    "within_time_limit_rate": ("calls_within_limit", "calls_checked_for_limit"),
}
RATES_OF_NOBODY = {
    "arrival_rate": ("arrivals", "clicks"),
    "arrival_rate:printed": ("arrivals", "impressions"),
    "bounce_rate": ("single_page_uv", "landing_uv"),
    "dwell_seconds": ("dwell_seconds_total", "visits_to_shop"),
    "pv_per_uv": ("unique_pv", "uv"),
}
# above the line stands what was measured
PLANNED = {
    "new_customer_growth": "new_customers_planned",
    "repeat_sales_attainment": "repeat_sales_planned",
}
FAULTS = ("late_count", "early_leave_count", "leave_days", "absence_days", "late_or_early_count")


def count_entries(rows: Iterable[Row]) -> Tally:
    tally = Tally()
    faults: dict[Place, list[Fraction]] = {}
    for row in rows:
        number = number_in(row.get("value"))
        if number is None:
            continue
        place = Place(last_day_of(row["period"]), row["agent_id"])
        _enter(tally, place, row["input"], number)
        if row["input"] in FAULTS:
            faults.setdefault(place, []).append(number)
    for place, numbers in faults.items():
        tally.add("full_attendance", place, sum(numbers) == 0, 1)
    return tally


def _enter(tally: Tally, place: Place, name: str, number: Fraction) -> None:
    everybody = Place(place.day)
    if name in SUMS:
        tally.add(name, place, number)
    if name in OF_NOBODY:
        tally.add(name, everybody, number)
    if name in IN_SECONDS:
        tally.add(name, place, IN_SECONDS[name] * number)
    for kpi, names in SEVERAL.items():
        if name in names:
            tally.add(kpi, place, number)
    for kpi, scored in MEANS.items():
        if name == scored:
            tally.mean(kpi, place, number)
    for rates, where in ((RATES, place), (RATES_OF_NOBODY, everybody)):
        for kpi, (above, below) in rates.items():
            tally.add(kpi, where, number * (name == above), number * (name == below))
    for kpi, planned in PLANNED.items():
        tally.add(kpi, place, 0, number * (name == planned))
    if name in ("budget", "budget_spent"):
        is_budget = name == "budget"
        tally.add("budget_saving_rate", place, number if is_budget else -number, number * is_budget)
    tally.add("shop_conversion", everybody, 0, number * (name == "uv"))
    if name in ("injured", "headcount"):
        injured = 1000 * number * (name == "injured")
        tally.add("injuries_per_thousand", everybody, injured, number * (name == "headcount"))


def last_day_of(period: str) -> date:
    year, month = (int(part) for part in period.split("-"))
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def number_in(text: str | None) -> Fraction | None:
    """85.5% is 0.855; 2/3 is kept to twelve places; words are no numbers."""
    written = (text or "").strip()
    plain = r"[+-]?(\d+(\.\d*)?|\.\d+)"
    if re.fullmatch(plain, written):
        return Fraction(written)
    if re.fullmatch(plain + r"\s*%", written):
        return Fraction(written.rstrip("% ")) / 100
    if re.fullmatch(r"[+-]?\d+/0*[1-9]\d*", written):
        return round(Fraction(written), 12)
    return None
