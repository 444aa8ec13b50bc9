"""What a shopper sees: lists, one product, routing, categories, countries."""

from __future__ import annotations

import pytest
from checkout_shopper import Storefront


@pytest.mark.parametrize("seed", [1, 7, 1234])
def test_only_the_market_decides_which_products_exist(seed: int) -> None:
    """Every pricelist lists the same products; the price decides only whether they can be bought."""
    shopper = Storefront(seed)
    pricelists = [each["pricelist"] for each in shopper.call("GET", "/pricelists", server=True).json()["pricelists"]]
    counts = {
        shopper.call("POST", "/products", {"pricelist": int(each), "limit": 1}, server=True).json()["productCount"]
        for each in pricelists
    }
    assert len(pricelists) >= 3 and len(counts) == 1


def test_a_product_without_price_is_shown_and_not_sold(shopper: Storefront) -> None:
    """``price`` is null, the item cannot be added, ``onlyAvailable`` leaves it out."""
    product = shopper.unpriced_product()
    view = shopper.call("GET", f"/products/{product}").json()["product"]
    answer = shopper.call("POST", f"/items/{view['items'][0]['item']}")
    available = [each["product"] for each in shopper.products(onlyAvailable=True)]
    assert view["price"] is None and answer.status_code == 404 and product not in available


def test_pricelist_all_answers_every_price(shopper: Storefront) -> None:
    """In server mode only; then there is no single price."""
    whole = shopper.call("POST", "/products", {"pricelist": "all", "limit": 1}, server=True).json()["products"][0]
    alone = shopper.call("POST", "/products", {"pricelist": "all", "limit": 1}).json()["products"][0]
    assert "price" not in whole and len(whole["prices"]) >= 1
    assert "prices" not in alone and "price" in alone


def test_filters_narrow_and_count(shopper: Storefront) -> None:
    """Fields are joined with AND, values with OR; ``count`` follows the filter, ``totalCount`` does not."""
    every = shopper.call("POST", "/products", {}).json()
    values = {each["field"]: each["values"] for each in every["filter"]}
    assert all(value["count"] == value["totalCount"] for each in values.values() for value in each)
    brands = [value["value"] for value in values["brands"]][:2]
    both = shopper.call("POST", "/products", {"brands": [int(each) for each in brands]}).json()
    one = shopper.call("POST", "/products", {"brands": brands[0], "limit": 3, "skipFirst": 1}).json()
    totals = {value["value"]: value["totalCount"] for value in values["brands"]}
    assert both["productCount"] == totals[brands[0]] + totals[brands[1]]
    assert (one["productCount"], len(one["products"])) == (totals[brands[0]], 3)
    after = {each["field"]: each["values"] for each in one["filter"]}
    assert {value["value"]: value["totalCount"] for value in after["brands"]} == totals
    assert next(value["count"] for value in after["brands"] if value["value"] == brands[1]) == 0


def test_sort_order_takes_several_fields(shopper: Storefront) -> None:
    """By collection first, by price then."""
    order = [{"field": "collectionUri", "order": "asc"}, {"field": "priceAsNumber", "order": "desc"}]
    found = [(each["collectionUri"], -(each["priceAsNumber"] or -1)) for each in shopper.products(sortOrder=order)]
    assert found == sorted(found)


def test_search_forgives_diacritics_and_typos(shopper: Storefront) -> None:
    """A word without its dots and a word without a letter are found, three letters are taken as they are."""
    shopper.call("PUT", "/languages/sv")
    name = next(each["name"] for each in shopper.products() if "Tröja" in each["name"]).split()[0]
    found = [len(shopper.products(search=each)) for each in (f"{name} troja", f"{name} Trjöa", "xqz")]
    assert found[0] >= 1 and found[1] >= 1 and found[2] == 0


def test_related_products_are_reduced_unless_asked_for(shopper: Storefront) -> None:
    """ID and media, or everything."""
    few = next(each for each in shopper.products() if each["relatedProducts"])
    many = next(each for each in shopper.products(relatedProducts=True) if each["product"] == few["product"])
    assert "name" not in few["relatedProducts"][0] and "name" in many["relatedProducts"][0]


def test_uri_leads_to_what_it_is_asked_for(shopper: Storefront) -> None:
    """A product, a category with its products, or 404."""
    product, category = shopper.products()[0], shopper.call("GET", "/categories").json()["categories"][1]

    def resolve(uri: str, *kinds: str) -> tuple[int, object, object]:
        answer = shopper.call("POST", "/uri", {"uri": uri, "for": list(kinds), "limit": 2})
        body = answer.json()
        return answer.status_code, body.get("found"), body.get("errors")

    path = f"{product['categoryUri']}/{product['uri']}"
    assert resolve(path, "category", "product") == (200, "product", None)
    assert resolve(category["uri"], "category", "product") == (200, "category", None)
    assert resolve(path, "category") == (404, None, {"uri": "not found"})


def test_countries_are_the_shippable_ones(shopper: Storefront) -> None:
    """``GET /countries`` lists those that ``GET /countries/all`` marks with ``shipTo``."""
    shippable = [each["country"] for each in shopper.call("GET", "/countries").json()["countries"]]
    every = shopper.call("GET", "/countries/all", server=True).json()["countries"]
    assert shippable == [each["country"] for each in every if each["shipTo"]] and len(shippable) < len(every)


def test_pretty_indents(shopper: Storefront) -> None:
    """``?pretty`` changes the text and nothing else."""
    plain, pretty = (shopper.send("GET", path, headers={"API-token": "none"}) for path in ("/categories", "/categories?pretty"))
    assert plain.json() == pretty.json() and "\n" in pretty.text and "\n" not in plain.text
