"""Who may call the Checkout API, how sessions are kept, and what hostile requests get."""

from __future__ import annotations

import pytest
from checkout_shopper import Storefront

SECRET_PATHS = ("/countries/all", "/markets", "/pricelists")


@pytest.mark.parametrize("path", SECRET_PATHS)
def test_server_mode_needs_the_secret(shopper: Storefront, path: str) -> None:
    """Nothing, a wrong secret and the right one in both headers."""
    secret = shopper.world.secrets.checkout
    headers = ({}, {"API-Authorization": "wrong"}, {"API-Authorization": secret}, {"Authorization": f"Bearer {secret}"})
    assert [shopper.send("GET", path, headers=each).status_code for each in headers] == [401, 401, 200, 200]


def test_a_session_is_known_by_its_token(shopper: Storefront) -> None:
    """The country set with a token is found with it, in the header and in Accept, and not without."""
    first = shopper.send("GET", "/selection").json()["token"]
    shopper.send("PUT", "/countries/de", headers={"API-token": first})
    in_header = shopper.send("GET", "/selection", headers={"api-token": first}).json()
    in_accept = shopper.send("GET", "/selection", headers={"Accept": f"*/*; api-token={first}"}).json()
    without = shopper.send("GET", "/selection").json()
    found = [(each["token"] == first, each["location"]["country"]) for each in (in_header, in_accept, without)]
    assert found == [(True, "DE"), (True, "DE"), (False, None)]


def test_an_unknown_token_is_replaced(shopper: Storefront) -> None:
    """The answer carries another token, and errors carry one too."""
    answer = shopper.send("GET", "/selection", headers={"API-token": "expired"}).json()
    failed = shopper.send("POST", "/items/0-0").json()
    assert answer["token"] not in ("", "expired")
    assert failed["token"] and failed["errors"] == {"item": "product item not found"}


def test_the_token_none_leaves_no_trace(shopper: Storefront) -> None:
    """No token in the answer, no session and no selection in the store."""
    before = (len(shopper.world.centra.sessions), len(shopper.world.centra.selections))
    answer = shopper.send("POST", f"/items/{shopper.item()}", headers={"API-token": "none"})
    assert answer.status_code == 200 and "token" not in answer.json()
    assert (len(shopper.world.centra.sessions), len(shopper.world.centra.selections)) == before


def test_foreign_origins_are_refused(shopper: Storefront) -> None:
    """The store's website and pages on this machine may call, others get 401."""
    origins = ("https://shop-1.example.com", "http://localhost:3000", "https://elsewhere.example.org", "null")
    statuses = [shopper.send("GET", "/countries", headers={"Origin": each}).status_code for each in origins]
    assert statuses == [200, 200, 401, 401]


def test_the_preflight_allows_the_token_and_not_the_secret(shopper: Storefront) -> None:
    """So a browser cannot send the shared secret."""
    headers = {"Origin": "http://localhost:3000", "Access-Control-Request-Headers": "authorization"}
    answer = shopper.send("OPTIONS", "/selection", headers=headers)
    allowed = answer.headers["access-control-allow-headers"].lower()
    assert answer.status_code == 204 and "api-token" in allowed and "authorization" not in allowed


def test_unknown_operations_are_refused(shopper: Storefront) -> None:
    """404 for a path, 405 for a method, and nothing of the wholesale store."""
    asked = (("GET", "/nothing"), ("DELETE", "/products"), ("GET", "/accounts"), ("GET", "/delivery-windows"))
    assert [shopper.call(*each).status_code for each in asked] == [404, 405, 404, 404]


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (b"{", 400),
        (b"[1, 2]", 400),
        (b'{"limit": NaN}', 400),
        (b'{"search": ' + b"[" * 5000 + b"]" * 5000 + b"}", 400),
        (b"\xff\xfe", 400),
        (b'{"limit": "many"}', 400),
        (b'{"limit": -1}', 400),
        (b'{"categories": {"a": 1}}', 400),
        (b'{"sortOrder": "asc"}', 400),
        (b'{"sortOrder": [{"field": "weight"}]}', 400),
        (b'{"uri": {"uri": "a", "for": 7}}', 400),
        (b" " * (5 * 1024 * 1024 + 1), 413),
    ],
    ids=lambda value: str(value)[:30],
)
def test_bad_bodies_get_a_clear_refusal(shopper: Storefront, content: bytes, status: int) -> None:
    """Never a traceback."""
    answer = shopper.send("POST", "/products", content=content)
    assert (answer.status_code, bool({"errors", "error"} & answer.json().keys())) == (status, True)


@pytest.mark.parametrize("path", ["/items/%00-1", "/items/../../order-api/orders", "/items/1-1/quantity/99999999999999999"])
def test_bad_paths_get_a_clear_refusal(shopper: Storefront, path: str) -> None:
    """Numbers out of range, control letters, and paths that climb out."""
    assert shopper.send("POST", path).status_code in (400, 404)
