"""What the tests of the Shop face share."""

from __future__ import annotations

import pytest
from shop_backend import Backend


@pytest.fixture
def backend() -> Backend:
    """A website's server in front of the honest store of seed 1."""
    return Backend()
