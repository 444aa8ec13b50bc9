"""Price lists and price alterations.

Source: 04.guides/03.pim-gql-integration, "Pricelists - read and create" and "price alterations".
"""

from __future__ import annotations

from typing import Any

from centra_mock.domain import model as m
from centra_mock.domain.catalogue import variants_of_product
from centra_mock.domain.centra import Centra
from centra_mock.faces.graphql.context import Arguments, Context, Mutation, Refusal
from centra_mock.faces.graphql.formats import read_day
from centra_mock.faces.graphql.write.references import (
    country_of,
    currency_of,
    money_of,
    name_of,
    new_id,
    of_id,
    referred,
)

__all__ = ["MUTATIONS"]

Payload = dict[str, Any]  # Any: domain objects by the name of the payload's field


def _create_pricelist(args: Arguments, context: Context) -> Payload:
    given, centra = args["input"], context.centra
    store = referred(centra.stores, given, "store", "Store")
    if store is None:
        raise Refusal("A pricelist belongs to a store", "input", "store")
    options = {option.id: option for option in centra.shipping_options.values()}
    option = referred(options, given, "defaultShippingOption", "ShippingOption")
    countries = [country_of(centra, each, "input", "addCountries") for each in given.get("addCountries") or ()]
    pricelist = m.Pricelist(
        id=new_id(centra, "pricelist", centra.pricelists),
        name=name_of(given),
        store_id=store.id,
        currency_code=currency_of(centra, given["currencyIsoCode"], "input", "currencyIsoCode"),
        country_codes=[country.code for country in countries if country],
        status=_plain_status(given["status"], "pricelist"),
        default_shipping_option_id=option.id if option else 0,
    )
    centra.pricelists[pricelist.id] = pricelist
    centra.publish("pricelist", "create", pricelist.id)
    return {"pricelist": pricelist}


def _update_pricelist(args: Arguments, context: Context) -> Payload:
    pricelist = of_id(context.centra.pricelists, args["id"], "Pricelist", "id")
    if args["input"].get("status") is not None:
        pricelist.status = _plain_status(args["input"]["status"], "pricelist")
    context.centra.publish("pricelist", "update", pricelist.id)
    return {"pricelist": pricelist}


def _delete_pricelist(args: Arguments, context: Context) -> Payload:
    centra = context.centra
    pricelist = of_id(centra.pricelists, args["id"], "Pricelist", "id")
    if _is_in_use(centra, pricelist) and not context.told("graphql-pricelists-in-use-can-be-deleted"):
        raise Refusal(f"The pricelist with ID {pricelist.id} is in use", "id")
    del centra.pricelists[pricelist.id]
    centra.publish("pricelist", "delete", pricelist.id)
    return {}


def _is_in_use(centra: Centra, pricelist: m.Pricelist) -> bool:
    return (
        any(key[0] == pricelist.id for key in centra.prices)
        or any(order.pricelist_id == pricelist.id for order in centra.orders.values())
        or any(account.pricelist_id == pricelist.id for account in centra.accounts.values())
        or any(customer.pricelist_id == pricelist.id for customer in centra.customers.values())
        or any(selection.pricelist_id == pricelist.id for selection in centra.selections.values())
        or any(store.default_pricelist_id == pricelist.id for store in centra.stores.values())
    )


def _create_alteration(args: Arguments, context: Context) -> Payload:
    given, centra = args["input"], context.centra
    store = referred(centra.stores, given, "store", "Store")
    if store is None or (store.kind != "wholesale" and not context.told("graphql-retail-stores-take-price-alterations")):
        raise Refusal("Price alterations belong to a wholesale store", "input", "store")
    day = read_day(given["startDate"])
    if day is None:
        raise Refusal("The start date cannot be read", "input", "startDate")
    status = _plain_status(given["status"], "price alteration")
    _require_single(context, store.id, status, 0)
    alteration = m.PriceAlteration(
        id=new_id(centra, "price_alteration", centra.price_alterations),
        name=name_of(given),
        store_id=store.id,
        start_date=day.isoformat(),
        status=status,
    )
    centra.price_alterations[alteration.id] = alteration
    return {"priceAlteration": alteration}


def _update_alteration(args: Arguments, context: Context) -> Payload:
    alteration = of_id(context.centra.price_alterations, args["id"], "PriceAlteration", "id")
    if args["input"].get("status") is not None:
        status = _plain_status(args["input"]["status"], "price alteration")
        _require_single(context, alteration.store_id, status, alteration.id)
        alteration.status = status
    return {"priceAlteration": alteration}


def _require_single(context: Context, store_id: int, status: str, own_id: int) -> None:
    if status != "ACTIVE" or context.told("graphql-several-price-alterations-are-active"):
        return
    for other in context.centra.price_alterations.values():
        if other.store_id == store_id and other.status == "ACTIVE" and other.id != own_id:
            raise Refusal("The store has an active price alteration already", "input", "status")


def _set_altered_prices(args: Arguments, context: Context) -> Payload:
    given, centra = args["input"], context.centra
    alteration = referred(centra.price_alterations, given, "priceAlteration", "PriceAlteration")
    pricelist = referred(centra.pricelists, given, "pricelist", "Pricelist")
    if alteration is None or pricelist is None or pricelist.store_id != alteration.store_id:
        raise Refusal("Price alteration and pricelist belong to the same store", "input", "pricelist")
    prices = {}
    products = []
    for entry in given["productPrices"]:
        path = ("input", "productPrices")
        product = of_id(centra.products, entry["product"].get("id"), "Product", *path, "product")
        value, code = money_of(centra, entry["price"], *path, "price")
        if code != pricelist.currency_code:
            raise Refusal(f"The pricelist is in {pricelist.currency_code}", *path, "price", "currencyIsoCode")
        products.append(product)
        for variant in variants_of_product(centra, product.id):
            prices[(pricelist.id, variant.id)] = value
    alteration.prices.update(prices)
    centra.publish("pricelist", "update", pricelist.id)
    shown = [] if context.told("graphql-altered-prices-answer-nothing") else products
    return {"priceAlteration": alteration, "pricelist": pricelist, "products": shown}


def _plain_status(status: str, kind: str) -> str:
    if status == "CANCELLED":
        raise Refusal(f"The status of a {kind} is ACTIVE or INACTIVE", "input", "status")
    return status


MUTATIONS: dict[str, Mutation] = {
    "createPricelist": _create_pricelist,
    "updatePricelist": _update_pricelist,
    "deletePricelist": _delete_pricelist,
    "createPriceAlteration": _create_alteration,
    "updatePriceAlteration": _update_alteration,
    "setAlteredPrices": _set_altered_prices,
}
