"""The ledger of closed periods: append-only, hash-chained, recomputable from what lies in it."""
