"""Of all clauses that noticed a lie, few are kept: every lie keeps a witness, and every clause is a witness of a lie."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from centra_contracts.contract.model import Api
from centra_contracts.shell.mock_control import Lie
from centra_contracts.shell.prove import Proof, Proofs, apis_of, choose_witnesses
from tests.shell.fake_bench import make_clause, make_step

_NOTICED = st.dictionaries(st.sampled_from("xyzuvw"), st.lists(st.sampled_from("abcdef"), unique=True), max_size=6)


@pytest.mark.parametrize(
    ("noticed", "witnesses"),
    [
        ({}, {}),
        ({"x": []}, {"x": []}),
        ({"x": ["b", "a"]}, {"x": ["a", "b"]}),
        ({"wide": ["a", "b", "c"], "narrow": ["a"]}, {"narrow": ["a"], "wide": ["b", "c"]}),
        ({"x": ["a"], "y": ["a"]}, {"x": ["a"], "y": ["a"]}),
        ({"x": ["a", "b"], "y": ["a"], "z": ["b"]}, {"x": ["a"], "y": ["a"], "z": ["b"]}),
    ],
    ids=["nothing", "unnoticed", "one lie", "the specific lie", "equal lies", "a lie with nothing of its own"],
)
def test_a_clause_is_left_to_the_lie_that_bites_the_fewest(
    noticed: Mapping[str, Sequence[str]], witnesses: Mapping[str, Sequence[str]]
) -> None:
    """So that specific lies keep specific witnesses; a lie that would have none borrows one."""
    assert choose_witnesses(noticed) == witnesses


@given(_NOTICED)
def test_no_lie_and_no_clause_is_lost(noticed: Mapping[str, Sequence[str]]) -> None:
    """Every noticed lie keeps a witness that noticed it, and every clause is a witness once; more only where borrowed."""
    chosen = choose_witnesses(noticed)
    assert list(chosen) == sorted(noticed)
    assert all(set(chosen[lie]) <= set(clauses) and bool(chosen[lie]) == bool(clauses) for lie, clauses in noticed.items())
    named = [clause for clauses in chosen.values() for clause in clauses]
    assert set(named) == {clause for clauses in noticed.values() for clause in clauses}
    alone = sum(len(clauses) == 1 for clauses in chosen.values())
    assert len(named) <= len(set(named)) + alone


def test_what_proves_nothing_is_named() -> None:
    """The lies that nobody noticed, and the clauses that hold and that no lie bit."""
    proofs = Proofs(
        (Proof(Lie("seen", Api.ORDER, "says"), ("order.a",)), Proof(Lie("unseen", Api.ORDER, "says"), ())),
        held=("order.a", "order.b"),
        unheld=("order.c",),
    )
    assert (proofs.unnoticed, proofs.unbitten) == (("unseen",), ("order.b",))


def test_a_clause_is_put_to_the_lies_of_every_api_that_its_steps_speak_to() -> None:
    """An order is placed in one API and read in another."""
    clause = make_clause("a", make_step("/buy", api=Api.CHECKOUT), make_step("/orders", name="second"))
    assert apis_of(clause) == {Api.CHECKOUT, Api.ORDER}
