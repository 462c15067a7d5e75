"""Checks: what must hold of each relation, asked by DuckDB and judged by Great Expectations."""
