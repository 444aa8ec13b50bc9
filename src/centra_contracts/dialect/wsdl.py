"""The operations of a service description and the paths of elements in their requests, of which contracts speak.

Recursive types are opened to a fixed depth, and huge ones to a fixed number of paths.
Source: WSDL 1.1, sections 2.1 to 2.5 and 3.5.
"""

from __future__ import annotations

from centra_contracts.contract.wsdl import Element, Wsdl
from centra_contracts.dialect.model import WsdlShape

__all__ = ["shape_of"]

_DEPTH = 14  # elements below the request element
_PATHS = 50_000


def shape_of(wsdl: Wsdl) -> WsdlShape:
    """The operations of a WSDL and the element paths of their requests.

    A path begins with the request element, ``orders_Update/orders/order/id``; where that element is not called like
    its operation (``events_GetRequest``), the same paths stand there beginning with the operation too.
    """
    paths: set[str] = set()
    for operation in wsdl.operations.values():
        if operation.request is not None:
            for start in sorted({operation.name, operation.request.name} - paths):
                paths.add(start)
                _add_paths(start, operation.request, wsdl, paths, _DEPTH)
    return WsdlShape(tuple(wsdl.operations), frozenset(paths))


def _add_paths(start: str, element: Element, wsdl: Wsdl, paths: set[str], depth: int) -> None:
    for name, child in wsdl.kind_of(element).elements.items() if depth else ():
        path = f"{start}/{name}"
        if path in paths:
            continue
        if len(paths) >= _PATHS:
            return
        paths.add(path)
        _add_paths(path, child, wsdl, paths, depth - 1)
