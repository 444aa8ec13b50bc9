"""The benchmarks run; their figures are for people, and no test looks at how fast anything is."""

from __future__ import annotations

from benchmarks.__main__ import run_lines


def test_a_run_is_compared_with_its_bare_requests() -> None:
    """Also where some were sent to a URL that the record does not hold."""
    lines = [*run_lines("-k", "subscription.packages or external-notification", repetitions=1)]
    assert [line.split()[0] for line in lines[1:]] == ["centra-contracts", "bare", "ratio"]
    assert int(lines[0].split()[0]) > 10
