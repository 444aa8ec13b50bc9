"""Finds and reads the WSDL of the contracts: that which is shipped, or one in a folder of own contracts."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from centra_contracts.contract.library import Library
from centra_contracts.contract.model import Api
from centra_contracts.contract.problems import Problem
from centra_contracts.contract.wsdl import Wsdl
from centra_contracts.contract.wsdl_claims import lint_wsdl_claims
from centra_contracts.contract.wsdl_reader import describe_service
from centra_contracts.errors import ConfigurationError
from centra_contracts.shell.shipped import read_shape

__all__ = ["WSDL_NAME", "read_wsdl_document", "wsdl_problems"]

WSDL_NAME = "centra.wsdl"


def read_wsdl_document(own: Iterable[Path] = ()) -> Wsdl:
    """What the WSDL of the contracts says; own folders come first. Raises ``ConfigurationError`` when it is none."""
    try:
        return _described(read_shape(Api.SOAP.value, WSDL_NAME, own))
    except ValueError as error:
        raise ConfigurationError(f"the shape document {Api.SOAP.value}/{WSDL_NAME} cannot be read: {error}") from error


def wsdl_problems(library: Library) -> tuple[Problem, ...]:
    """What clauses claim of the shipped WSDL although it has no such operation, or two claim, or nobody claims."""
    return lint_wsdl_claims(library, read_wsdl_document())


@lru_cache(maxsize=4)  # a run reads the same document for several purposes
def _described(raw: bytes) -> Wsdl:
    return describe_service(raw)
