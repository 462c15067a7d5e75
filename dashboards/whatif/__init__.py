"""A what-if as a page to be read and printed: figures in, one self-contained file out."""
