"""Traces: from a number back to the rows that it was counted from, and their records in files."""
