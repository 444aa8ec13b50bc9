"""The embedded mock is a process of its own: it prints where it listens, or says why it does not."""

from __future__ import annotations

import httpx
import pytest

from centra_contracts.errors import MockError
from centra_contracts.shell.config import SECRET_VARIABLES, URL_VARIABLES
from centra_contracts.shell.mock_process import embedded_mock

_NOBODY = "http://127.0.0.1:9/"


def test_the_mock_prints_where_it_is_and_is_gone_after_the_block() -> None:
    """Every URL and secret that a target needs, on the loopback."""
    with embedded_mock(seed=1, webhook_url=_NOBODY) as printed:
        assert printed.keys() >= {*URL_VARIABLES.values(), *SECRET_VARIABLES.values()}
        url = printed["CENTRA_SUBSCRIPTION_URL"]
        assert url.startswith("http://127.0.0.1:")
        assert httpx.get(url).status_code < 500
    with pytest.raises(httpx.ConnectError):
        httpx.get(url)


def test_a_mock_that_does_not_start_says_why_in_its_own_words() -> None:
    """The message has the exit code and what the mock wrote."""
    says = r"(?s)stopped with code 2: .*no-such-lie"
    with pytest.raises(MockError, match=says), embedded_mock(seed=1, webhook_url=_NOBODY, lies=["no-such-lie"]):
        pytest.fail("it started")
