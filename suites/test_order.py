"""Every clause of the Order API."""

from centra_contracts.contract.model import Api
from centra_contracts.verdict.model import Verdict

API = Api.ORDER


def test_clause(verdict: Verdict) -> None:
    """The documented promise holds on the target."""
    assert verdict.holds, verdict.because
