"""Random rows of every canonical log, with the ties, gaps and edges that real ones have."""
