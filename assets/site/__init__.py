"""The dashboard: its sums and tables from the warehouse, its page on disk."""
