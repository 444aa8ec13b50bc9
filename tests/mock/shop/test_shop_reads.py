"""Lists of the Shop API are keyed by ID, unknown IDs are told by entity, and nothing is read without the secret."""

from __future__ import annotations

import pytest
from shop_backend import Backend

LISTS = {
    "brands": ("brand", {"name", "brand", "uri", "metaKeywords", "metaDescription", "metaTitle"}),
    "campaign-sites": ("campaignSite", {"name", "market", "goTo", "campaignSite"}),
    "campaigns": ("campaign", {"name", "campaign", "markets"}),
    "categories": ("category", {"name", "category", "uri", "completeUri", "localized", "categories", "products"}),
    "collections": ("collection", {"name", "collection", "uri"}),
    "measurement-charts": ("measurementChart", {"name", "rows", "rowNames", "columnNames", "unit"}),
    "products": ("product", {"silkProduct", "silkVariant", "items", "markets", "media", "subscriptionPlans"}),
    "gift-certificates": ("giftCertificate", {"name", "currencyOfSaleOnly", "showGiftAmount", "type"}),
}


@pytest.mark.parametrize("name", sorted(LISTS))
def test_a_list_is_keyed_by_what_its_entries_repeat(backend: Backend, name: str) -> None:
    """And entries have the documented properties."""
    entity, properties = LISTS[name]
    listed = backend.get(f"/{name}")
    assert listed and all(each[entity] == key and properties <= each.keys() for key, each in listed.items())


@pytest.mark.parametrize("name", sorted(LISTS.keys() - {"gift-certificates"}))
def test_one_entry_is_read_by_its_id(backend: Backend, name: str) -> None:
    """Bare where the pages show it bare, keyed where they do not; 404 names the entity."""
    entity, _ = LISTS[name]
    key, entry = next(iter(backend.get(f"/{name}").items()))
    one, unknown = backend.get(f"/{name}/{key}"), backend.call("GET", f"/{name}/0")
    assert one == ({key: entry} if name in ("brands", "campaign-sites", "products") else entry)
    assert (unknown.status_code, unknown.json()) == (404, {"errors": {entity: "not found"}})


def test_product_ids_is_an_array_of_the_products(backend: Backend) -> None:
    """The same IDs as the full list; inactive ones appear only for preview."""
    ids, listed = backend.get("/product-ids"), backend.get("/products")
    preview = backend.call("POST", "/products/filter", {"preview": True}).json()
    live = backend.call("POST", "/products/filter", {"preview": False}).json()
    assert ids == list(listed) == list(live) and len(preview) > len(ids)


def test_filters_join_and_page(backend: Backend) -> None:
    """Fields with AND, values with OR, numbers as well as text; the GET forms filter on one field."""
    listed = backend.get("/products")
    first, second = list(listed)[:2]
    product = listed[first]
    category = next(iter(product["categories"]))
    both = backend.call("POST", "/products/filter", {"products": [first, int(second)]}).json()
    joined = backend.call("POST", "/products/filter", {"products": [first, second], "sku": product["sku"]}).json()
    page = backend.call("POST", "/products/filter", {"quantity": 10, "offset": 1}).json()
    assert (list(both), list(joined), list(page)) == ([first, second], [first], list(listed)[1:11])
    paths = (f"categories/{category}", f"silk-product/{product['silkProduct']}", f"silk-variant/{product['silkVariant']}")
    for path in (*paths, f"sku/{product['sku']}", f"uri/{product['uri']}"):
        assert first in backend.get(f"/products/{path}"), path


def test_an_unknown_filter_value_is_told_with_its_id(backend: Backend) -> None:
    """404, not an empty list."""
    answer = backend.call("POST", "/products/filter", {"categories": 1})
    alone = backend.call("GET", "/products/categories/1")
    assert answer.status_code == alone.status_code == 404
    assert answer.json() == alone.json() == {"errors": {"categories": "not found: 1"}}


def test_amounts_are_text_and_number(backend: Backend) -> None:
    """With no-break spaces, in every currency of a fixed gift certificate."""
    kinds = {each["type"]: each for each in backend.get("/gift-certificates").values()}
    amounts = kinds["predeterminedAmount"]["amountByCurrency"]
    assert amounts["SEK"] == {"amount": "500.00\u00a0SEK", "amountAsNumber": 500}
    assert "amountByCurrency" not in kinds["anyAmount"]


def test_nothing_is_answered_without_the_secret(backend: Backend) -> None:
    """401 without and with a wrong one; no browser mode, no token."""
    without = backend.send("GET", "/brands")
    wrong = backend.send("GET", "/brands", headers={"API-Authorization": "wrong"})
    preflight = backend.send("OPTIONS", "/brands", headers={"Origin": "http://localhost"})
    right = backend.call("GET", "/brands")
    assert (without.status_code, wrong.status_code, preflight.status_code) == (401, 401, 401)
    assert "errors" in without.json() and "token" not in right.json()
    assert "access-control-allow-origin" not in right.headers


def test_unknown_operations_are_refused(backend: Backend) -> None:
    """Nothing of other customers, of the wholesale store, and no writes to the catalogue."""
    asked = (("GET", "/orders"), ("GET", "/accounts"), ("GET", "/delivery-windows"), ("PUT", "/brands/1"), ("POST", "/products"))
    assert [backend.call(*each).status_code for each in asked] == [404, 404, 404, 405, 405]


@pytest.mark.parametrize(
    ("path", "content", "status"),
    [
        ("/products/filter", b"{", 400),
        ("/products/filter", b"[[]]", 400),
        ("/products/filter", b'{"quantity": 1e9}', 400),
        ("/products/filter", b'{"colour": "red"}', 400),
        ("/products/filter", b'{"sku": {"a": []}}', 400),
        ("/selections", b'{"country": ["se"]}', 400),
        ("/selections", b'{"language": {}}', 400),
        ("/selections", b'{"market": true}', 400),
        ("/products/filter", b" " * (5 * 1024 * 1024 + 1), 413),
    ],
    ids=lambda value: str(value)[:40],
)
def test_bad_bodies_get_a_clear_refusal(backend: Backend, path: str, content: bytes, status: int) -> None:
    """Never a traceback."""
    headers = {"API-Authorization": backend.world.secrets.shop}
    answer = backend.send("POST", path, content=content, headers=headers)
    assert (answer.status_code, bool({"errors", "error"} & answer.json().keys())) == (status, True)
