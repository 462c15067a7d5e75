"""How many agents a queue needs, and what it may expect of those it has: Erlang's formulas."""
