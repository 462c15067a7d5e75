"""Signals of gaming or error: for a person to look at, never scored."""
