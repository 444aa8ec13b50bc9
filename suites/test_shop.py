"""Every clause of the Shop API (deprecated)."""

from centra_contracts.contract.model import Api
from centra_contracts.verdict.model import Verdict

API = Api.SHOP


def test_clause(verdict: Verdict) -> None:
    """The documented promise holds on the target."""
    assert verdict.holds, verdict.because
