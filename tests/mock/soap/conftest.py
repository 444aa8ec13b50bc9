"""What the SOAP tests share."""

from __future__ import annotations

import pytest
from soap_client import Erp


@pytest.fixture
def erp() -> Erp:
    """An ERP in front of the honest store of seed 1."""
    return Erp()
