"""Every clause of the Subscription API (deprecated)."""

from centra_contracts.contract.model import Api
from centra_contracts.verdict.model import Verdict

API = Api.SUBSCRIPTION


def test_clause(verdict: Verdict) -> None:
    """The documented promise holds on the target."""
    assert verdict.holds, verdict.because
