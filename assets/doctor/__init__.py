"""What a desk lacks: missing, late, unmapped or not configured."""

from assets.doctor.finding import Finding
from assets.doctor.findings import findings
from assets.doctor.ledger import Ledger, ledger

__all__ = ["Finding", "Ledger", "findings", "ledger"]
