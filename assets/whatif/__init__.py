"""What-if: periods scored once more by a changed scheme, beside how they were scored."""
