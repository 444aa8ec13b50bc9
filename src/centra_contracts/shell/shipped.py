"""Where the shipped contracts and suites are, and the documents beside the contracts."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from centra_contracts.errors import ConfigurationError

__all__ = ["read_shape", "shipped_folder"]

_PACKAGE = Path(__file__).resolve().parent.parent


def shipped_folder(name: str) -> Path:
    """The shipped ``contracts`` or ``suites``: beside the sources in a clone, inside the package in a wheel."""
    in_clone = _PACKAGE.parent.parent / name
    in_wheel = _PACKAGE / "_shipped" / name
    if _PACKAGE.parent.name == "src" and in_clone.is_dir():
        return in_clone
    if in_wheel.is_dir():
        return in_wheel
    raise ConfigurationError(f"this installation has no {name}; install centra-contracts again")


def read_shape(api: str, name: str, own: Iterable[Path] = ()) -> bytes:
    """The shape document ``name`` of an API, for example its WSDL; own folders come first."""
    for folder in [*own, shipped_folder("contracts")]:
        path = folder / api / name
        if path.is_file():
            return path.read_bytes()
    raise ConfigurationError(f"there is no shape document {api}/{name}")
