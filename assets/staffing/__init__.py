"""Staffing: half hours of queues as logged, beside what Erlang's formulas expect of them."""

from assets.staffing.judge import Staffed, staffing

__all__ = ["Staffed", "staffing"]
