"""pricelists_Update and pricealterationdates_Update.

A price on the product holds for all its variants; a variation has its own. Sizes have no prices. Currencies are set up
in Centra, not through this API. Altered prices and their dates are for wholesale stores only.
Source: 04.guides/02.erp-integration/docs.md, sections "Pricelists" and "Time Alteration Dates".
"""

from __future__ import annotations

from decimal import Decimal

from lxml import etree

from centra_mock.domain.catalogue import variants_of_product
from centra_mock.domain.model import Currency, Price, PriceAlteration, Pricelist

from ..sync import Sync
from ..tree import Rejected, children, money, require, text, written_date
from .masterdata import store_of

__all__ = ["update_price_alteration_date", "update_pricelist"]

_STATUSES = {"active": "ACTIVE", "inactive": "INACTIVE", "canceled": "INACTIVE", "cancelled": "INACTIVE"}


def update_pricelist(sync: Sync, element: etree._Element) -> None:
    """A pricelist and the prices that it names; prices that it does not name stay."""
    centra = sync.centra
    key = require(element, "id")
    store_id = store_of(sync, element)
    currency = text(element, "currency")
    if currency and currency not in centra.currencies:
        if not sync.told("soap-unknown-currencies-are-accepted"):
            raise Rejected(f"Currency {currency[:40]} is not configured in Centra")
        number = centra.next_id("currency")
        centra.currencies[currency] = Currency(number, currency, currency, Decimal(1), False, "", f" {currency}", 2)
    own = sync.find("pricelist", key, centra.pricelists)
    _refuse_otherwise(sync, own, store_id, currency)
    if own is None and not currency:
        raise Rejected(f"Pricelist {key} is new and names no currency")
    prices = [each for product in children(element, "items", "product") for each in _prices(sync, product)]
    if own is None:
        own = centra.next_id("pricelist")
        centra.pricelists[own] = Pricelist(own, key, store_id or next(iter(centra.stores)), str(currency), [])
        sync.ids.add("pricelist", key, own)
    fields = {"name": text(element, "description"), "currency_code": currency or None, "store_id": store_id}
    sync.assign(centra.pricelists[own], fields)
    if prices and sync.told("soap-prices-left-out-are-removed"):
        for place in [each for each in centra.prices if each[0] == own]:
            del centra.prices[place]
    if not sync.told("soap-price-writes-are-lost"):
        for variant_id, level in prices:
            _write_price(sync, centra.pricelists[own], variant_id, level)
    centra.publish("pricelist", "update", own)
    for variant_id in dict.fromkeys(variant_id for variant_id, _ in prices):
        centra.publish("price", "update", variant_id, store_id=centra.pricelists[own].store_id)


def _refuse_otherwise(sync: Sync, own: int | None, store_id: int | None, currency: str | None) -> None:
    """Refuses a second pricelist of a store in one currency, where a lie says so."""
    if own is None and sync.told("soap-one-pricelist-per-currency"):
        for each in sync.centra.pricelists.values():
            if (each.store_id, each.currency_code) == (store_id, currency):
                raise Rejected(f"The store has a pricelist in {currency}")


def update_price_alteration_date(sync: Sync, element: etree._Element) -> None:
    """A date from which altered prices hold; one of a store is active."""
    centra = sync.centra
    key = require(element, "id")
    store_id = store_of(sync, element)
    if store_id is not None and not _alters_prices(sync, store_id):
        raise Rejected("Price alteration dates work in wholesale stores only")
    status = text(element, "status")
    if status and status not in _STATUSES:
        raise Rejected(f"status is none of active, inactive, canceled: {status[:40]}")
    start = written_date(element, "startdate")
    own = sync.find("pricealterationdate", key, centra.price_alterations)
    if own is None:
        wholesale = next((each.id for each in centra.stores.values() if each.kind == "wholesale"), 0)
        own = centra.next_id("price_alteration")
        centra.price_alterations[own] = PriceAlteration(own, key, store_id or wholesale, start or "", "INACTIVE")
        sync.ids.add("pricealterationdate", key, own)
    made = centra.price_alterations[own]
    fields = {
        "name": text(element, "name"),
        "store_id": store_id,
        "start_date": start or None,
        "status": _STATUSES[status] if status else None,
    }
    sync.assign(made, fields)
    if made.status == "ACTIVE":
        for other in centra.price_alterations.values():
            if other is not made and other.store_id == made.store_id:
                other.status = "INACTIVE"


def _alters_prices(sync: Sync, store_id: int) -> bool:
    return sync.centra.stores[store_id].kind == "wholesale" or sync.told("soap-retail-prices-are-altered")


def _prices(sync: Sync, product: etree._Element) -> list[tuple[int, etree._Element]]:
    """Which variant takes its prices from which element: from the product's, then from its own."""
    centra = sync.centra
    if (
        sync.told("soap-unknown-products-are-priced")
        and sync.ids.find("product", require(product, "id"), centra.products) is None
    ):
        return []
    product_id = sync.must_find("product", require(product, "id"), centra.products)
    variants = variants_of_product(centra, product_id)
    levels = [(variant.id, product) for variant in variants]
    if sync.told("soap-product-prices-reach-first-variation-only"):
        levels = levels[:1]
    for variation in children(product, "variation"):
        variant_id = sync.must_find("variation", require(variation, "id"), centra.variants)
        if centra.variants[variant_id].product_id != product_id:
            raise Rejected(f"Variation {require(variation, 'id')} belongs to another product")
        everywhere = sync.told("soap-variation-prices-reach-all-variations")
        levels += [(each.id, variation) for each in variants if everywhere or each.id == variant_id]
    for _variant_id, level in levels:
        for name in ("price", "priceb", "alteredprice", "alteredpriceb"):
            money(level, name)
    return levels


def _write_price(sync: Sync, pricelist: Pricelist, variant_id: int, level: etree._Element) -> None:
    centra = sync.centra
    price, recommended = money(level, "price"), money(level, "priceb")
    known = centra.prices.get((pricelist.id, variant_id))
    if price is not None and known is None:
        product_id = centra.variants[variant_id].product_id
        known = Price(centra.next_id("price"), pricelist.id, product_id, variant_id, price)
        centra.prices[pricelist.id, variant_id] = known
    if known is not None:
        sync.assign(known, {"price": price, "recommended_retail_price": recommended})
    _write_altered_price(sync, pricelist, variant_id, level)


def _write_altered_price(sync: Sync, pricelist: Pricelist, variant_id: int, level: etree._Element) -> None:
    centra = sync.centra
    altered, recommended = money(level, "alteredprice"), money(level, "alteredpriceb")
    if altered is None and recommended is None:
        return
    if not _alters_prices(sync, pricelist.store_id):
        raise Rejected("Altered prices work in wholesale stores only")
    for date in centra.price_alterations.values():
        if date.store_id == pricelist.store_id and date.status == "ACTIVE":
            if altered is not None:
                date.prices[pricelist.id, variant_id] = altered
            if recommended is not None:
                date.recommended_prices[pricelist.id, variant_id] = recommended
            return
    raise Rejected("Altered prices need an active price alteration date")
