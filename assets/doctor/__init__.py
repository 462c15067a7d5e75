"""What a desk lacks: missing, late, unmapped or not configured."""

from assets.doctor.finding import Finding
from assets.doctor.findings import findings

__all__ = ["Finding", "findings"]
