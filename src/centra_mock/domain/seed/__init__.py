"""The invented store of a seed."""

from __future__ import annotations

import random

from centra_mock.domain.centra import Centra

__all__ = ["build_centra"]


def build_centra(seed: int) -> Centra:
    """A store full of goods, customers and orders; the same for the same seed."""
    return Centra(seed=seed, random=random.Random(seed))
