"""What the tests of the Checkout face share."""

from __future__ import annotations

import pytest
from checkout_shopper import Storefront


@pytest.fixture
def shopper() -> Storefront:
    """A shopper in front of the honest store of seed 1."""
    return Storefront()
