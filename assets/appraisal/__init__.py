"""Appraisal: from KPI sums and month-end inputs to scores, for the agents that desk.yml covers."""

from assets.appraisal.inputs import inputs_for
from assets.appraisal.results import appraise

__all__ = ["appraise", "inputs_for"]
