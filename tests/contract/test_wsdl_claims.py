"""Who speaks for which operation of the WSDL."""

from __future__ import annotations

from dataclasses import replace

import pytest

from centra_contracts.contract.library import Library
from centra_contracts.contract.model import Json
from centra_contracts.contract.wsdl_claims import lint_wsdl_claims, owned_operations
from centra_contracts.shell.contract_files import read_shelf
from centra_contracts.shell.wsdl_files import read_wsdl_document


def claiming(*claims: Json) -> Library:
    """The shipped clauses about operations, with other claims, in their order."""
    library = read_shelf().library
    clauses = [clause for clause in library.clauses if any(owned_operations(item) for item in clause.expect)]
    changed = [
        replace(clause, expect=(replace(clause.expect[0], arguments=claim),))
        for clause, claim in zip(clauses, claims, strict=False)
    ]
    contract = next(contract for contract in library.contracts if contract.id == "soap.wsdl")
    return replace(library, contracts=(replace(contract, clauses=tuple(changed)),))


def test_every_operation_is_owned_by_one_shipped_clause() -> None:
    """And lint has nothing to say."""
    assert lint_wsdl_claims(read_shelf().library, read_wsdl_document()) == ()


@pytest.mark.parametrize(
    ("claims", "says"),
    [
        (({"owns": ["orders_Updat"]},), "the WSDL has no operation 'orders_Updat', which the clause owns; did you mean"),
        (({"owns": ["sizes_Update"]}, {"owns": ["sizes_Update"]}), "sizes_Update is owned by soap.wsdl.accounts-update too"),
        (({"owns": ["sizes_Update"]},), "no clause owns orders_Update of the WSDL"),
    ],
)
def test_a_wrong_claim_is_a_problem(claims: tuple[Json, ...], says: str) -> None:
    """On what is not there, on what is owned already, and on too little."""
    problems = lint_wsdl_claims(claiming(*claims), read_wsdl_document())
    assert any(says in str(problem) for problem in problems), problems


def test_contracts_that_claim_nothing_need_not_claim_all() -> None:
    """A folder of own contracts may speak of something else."""
    assert lint_wsdl_claims(claiming(), read_wsdl_document()) == ()
