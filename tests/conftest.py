"""The order in which the tests start: first those that take longest and wait most, so that the others fill their pauses."""

from __future__ import annotations

import gc

import pytest

gc.set_threshold(50_000)  # stores, schemas and contracts are many objects that stay: less often spares a tenth of the time
_FIRST = ("test_proof.py", "test_facts.py", "test_stores.py")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the longest files in front, and leave the order of all others as it is."""
    items.sort(key=lambda item: _FIRST.index(item.path.name) if item.path.name in _FIRST else len(_FIRST))
