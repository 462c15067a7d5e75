"""The kinds of documents that are no scored sheets: each a model and what can be asked of it."""
