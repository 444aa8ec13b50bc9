"""Invariants: what holds after every move of a walk, as pure functions of what was said and answered."""
