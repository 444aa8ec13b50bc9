"""Who may enter the Order API, and what it says to nonsense."""

from __future__ import annotations

import pytest
from order_client import OrderMock


@pytest.mark.parametrize("headers", [{}, {"API-Authorization": "wrong"}, {"API-Authorization": "Bearer x"}])
def test_without_the_right_secret_nothing_is_answered(mock: OrderMock, headers: dict[str, str]) -> None:
    """A missing and a wrong secret are refused alike."""
    response = mock.send("GET", "/orders", headers=headers)
    assert (response.status_code, response.json()["status"]) == (401, "no")


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/brands", 404),
        ("GET", "/selections", 404),
        ("POST", "/supplier-orders", 405),
        ("POST", "/products", 405),
        ("PUT", "/stock", 405),
        ("DELETE", "/orders", 405),
        ("PATCH", "/orders", 405),
        ("GET", "/vouchers", 404),
    ],
)
def test_what_no_page_documents_does_not_exist(mock: OrderMock, method: str, path: str, status: int) -> None:
    """Unknown paths are not found, known paths refuse other methods."""
    assert mock.send(method, path).status_code == status


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"{", 400),
        (b"[1]", 400),
        (b'"text"', 400),
        (b'{"a": NaN}', 400),
        (b'{"a": "\\ud800"}', 400),
        (b"[" * 100_000, 400),
        (b'{"a":"' + b"x" * (5 * 1024 * 1024) + b'"}', 413),
        (b"\xff\xfe", 400),
    ],
    ids=["cut", "list", "text", "nan", "half-surrogate", "deep", "huge", "bytes"],
)
def test_a_body_that_is_no_json_object_is_refused(mock: OrderMock, body: bytes, status: int) -> None:
    """Nothing that a client sends brings the mock down."""
    for method, path in (("POST", "/order"), ("PUT", "/orders"), ("POST", "/stock"), ("POST", "/voucher")):
        assert mock.send(method, path, content=body).status_code == status


HOSTILE = [None, True, -1, 1.5, 10**30, "", "x", "1'--", [], [[]], {}, {"a": {"b": 1}}, "\u0000"]


@pytest.mark.parametrize("value", HOSTILE, ids=repr)
def test_values_of_any_type_are_answered_in_the_body(mock: OrderMock, value: object) -> None:
    """A wrong type is a refusal with status no, never an error of the server."""
    names = [
        "order", "products", "shipment", "address", "invoiceAddress", "accountId", "pricelistId", "market", "payment",
        "voucherCodes", "extraAttributes", "orderNumber", "capture", "gtg", "shipped", "refund", "consents",
        "firstName", "country", "name", "type", "store", "markets", "status", "stopDate", "valueByPricelist",
        "internalComment", "createdAt", "completed", "warehouseId", "accepted", "createdFromOrigin",
    ]  # fmt: skip
    shipment = next(iter(mock.centra.shipments.values())).number
    customer = next(iter(mock.centra.customers))
    writes = [
        ("POST", "/order"), ("POST", "/orders"), ("POST", "/order/1"), ("PUT", "/orders"), ("POST", "/shipments"),
        ("PUT", f"/shipments/{shipment}"), ("PUT", "/shipment"), ("PUT", "/capture"), ("POST", "/check-first"),
        ("POST", "/return"), ("PUT", f"/returns/{next(iter(mock.centra.returns))}"), ("POST", "/stock"),
        ("PUT", f"/customers/{customer}"), ("POST", "/voucher"), ("POST", "/supplier-deliveries/1"),
    ]  # fmt: skip
    draft = mock.draft()
    for method, path in writes:
        for body in ({name: value for name in names}, *({**draft, name: value} for name in names[:12])):
            response = mock.send(method, path, json=body)
            assert response.status_code == 200, (method, path, body, response.text)
            assert response.json() is not None


@pytest.mark.parametrize("query", ["limit=x", "limit=-1", "offset=1e9", "order=abc", "newer_than=yesterday", "page=0"])
def test_filters_that_cannot_be_read_are_refused(mock: OrderMock, query: str) -> None:
    """The refusal names the parameter."""
    for path in ("/orders", "/shipments", "/returns", "/products", "/stock", "/customers"):
        answer = mock.get(f"{path}?{query}")
        assert answer["status"] == "ok" or query.partition("=")[0] in answer["msg"]


def test_xml_is_answered_where_a_page_lists_it(mock: OrderMock) -> None:
    """A read takes it from the query, a write from its body; inserting an order does not know it."""
    assert mock.send("GET", "/orders?limit=1&xml=1").text.startswith("<?xml")
    assert mock.send("PUT", "/orders", json={"order": 1, "xml": True}).text.startswith("<?xml")
    assert mock.send("POST", "/order", json={"xml": 1}).json()["status"] == "no"


def test_the_correlation_id_comes_back(mock: OrderMock) -> None:
    """Every API mirrors it."""
    response = mock.send("GET", "/customers?limit=1", headers={**mock.headers, "X-Correlation-ID": "abc-1"})
    assert response.headers["X-Correlation-ID"] == "abc-1"


def test_a_slash_at_the_end_changes_nothing(mock: OrderMock) -> None:
    """The guide for points of sale writes its addresses so."""
    assert mock.get("/products/?limit=1") == mock.get("/products?limit=1")
