"""What the owner of the invented store knows of it, as variables of a target's profile: what no API tells, and what
only the very field tells that a promise is about.

A real store's owner writes the same into ``[data]`` of a profile: which voucher is automatic, a token whose time is over.
"""

from __future__ import annotations

import json

from centra_mock.domain.centra import Centra
from centra_mock.domain.model import CheckFirst
from centra_mock.domain.pricing import context_of_country
from centra_mock.domain.stock import stock_in
from centra_mock.faces.checkout.geo_ip import LOCATED
from centra_mock.faces.external_payment import notification_path
from centra_mock.faces.graphql.tokens import describe_tokens
from centra_mock.faces.order.plugin import serves_market
from centra_mock.owner import owners_view
from centra_mock.world import World

__all__ = ["profile_of"]


def profile_of(world: World, base: str) -> dict[str, str]:
    """Variables ``CENTRA_DATA__<NEED>__<FIELD>`` with their values as JSON, for a mock that is served at ``base``."""
    centra = world.centra
    vouchers = sorted(centra.vouchers.values(), key=lambda voucher: voucher.id)
    tokens = {str(row["description"]): row["token"] for row in describe_tokens(world.secrets.graphql)}
    known: dict[str, object] = {
        "AUTOMATIC_VOUCHER__ID": str(next(voucher.id for voucher in vouchers if voucher.automatic)),
        "CANCELLED_VOUCHER__ID": next(voucher.id for voucher in vouchers if voucher.status == "cancelled"),
        "EXPIRED_TOKEN__TOKEN": tokens["expired"],
        "REVOKED_TOKEN__TOKEN": tokens["revoked"],
        "NARROW_TOKEN__TOKEN": tokens["read products"],
        "READING_TOKEN__TOKEN": tokens["read everything"],
        "ORDER_TOKEN__TOKEN": tokens["read orders"],
        "INVOICE_TOKEN__TOKEN": tokens["read invoices"],
        "OLD_TOKEN__TOKEN": tokens["old products"],
        "OLD_SCHEME_TOKEN__TOKEN": tokens["old scheme"],
        "FOLDER_TOKEN__TOKEN": tokens["write folders"],
        "WAREHOUSE_TOKEN__TOKEN": tokens["read warehouses"],
    }
    known["FOREIGN_ORIGIN__ORIGIN"] = "https://elsewhere.example.org"
    package = next(package for package in centra.packages.values() if package.status != "active")
    known["RETIRED_PACKAGE__ID"] = package.id
    known["RETIRED_PACKAGE__PRICELIST"] = centra.pricelists[min(package.price_by_pricelist)].name
    asked = [each for each in centra.check_firsts if each.state == "created" and each.expires_at > centra.now()]
    emptied = [each for each in asked if not _can_accept(centra, each)]
    able = [each for each in asked if each not in emptied]
    names = ("CHECK_FIRST_ORDER", "EMPTIED_SHOP_ORDER")
    for name, each in zip(names, [*able[:1], *emptied[:1]], strict=False):
        known[f"{name}__ORDER"] = each.order_number
        known[f"{name}__WAREHOUSE_ID"] = each.warehouse_id
    hidden = next((each for each in centra.orders.values() if not serves_market(centra, each.market_id)), None)
    if hidden is not None:
        known["HIDDEN_ORDER__ORDER"] = hidden.number
    rule = list(centra.allocation_rules.values())[-1]
    known["ALLOCATION_RULE__NAME"] = rule.name
    known["ALLOCATION_RULE__WAREHOUSE"] = centra.warehouses[rule.warehouse_ids[0]].name
    window = next(window for window in centra.delivery_windows.values() if window.campaign_ids)
    known["CAMPAIGN_WINDOW__ID"] = window.id
    invoiced = {invoice.shipment_id for invoice in centra.invoices.values() if invoice.type == "debit"}
    sent = next(each for each in centra.shipments.values() if each.id in invoiced and each.shipped)
    known["INVOICED_SHIPMENT__ORDER"] = str(sent.order_number)
    known["INVOICED_SHIPMENT__SHIPMENT"] = sent.number
    known["INVOICED_SHIPMENT__STATUS"] = "completed"
    unconfirmed = next(order for order in centra.supplier_orders.values() if not order.confirmed)
    known["UNCONFIRMED_SUPPLIER_ORDER__ID"] = str(unconfirmed.id)
    known["LOCATED_VISITOR__ADDRESS"], known["LOCATED_VISITOR__COUNTRY"] = LOCATED
    known["KLARNA_INVOICE__METHOD"] = next(
        each.uri for each in centra.payment_methods.values() if each.plugin == "klarna_invoice"
    )
    known["KLARNA_INVOICE__IDENTITY_NUMBER"] = "121212-1212"
    flexible = next(each for each in centra.products.values() if each.is_flexible)
    known |= _asked_shop(centra)
    known["EXTERNAL_PAYMENT_PLUGIN__METHOD"] = next(each.uri for each in centra.payment_methods.values() if each.external)
    known["EXTERNAL_PAYMENT_PLUGIN__NOTIFICATION_URL"] = f"{base}{notification_path(world)}"
    known["EXTERNAL_PAYMENT_PLUGIN__SECRET"] = world.secrets.external_payment
    known["FLEXIBLE_BUNDLE__ITEM"] = _item_of(centra, flexible.id)
    for need, fields in owners_view(centra).items():
        known |= {f"{need}__{field}".upper(): value for field, value in fields.items()}
    return {f"CENTRA_DATA__{name}": json.dumps(value) for name, value in known.items()}


def _asked_shop(centra: Centra) -> dict[str, object]:
    """An item that a check-first warehouse has most of, in a country whose orders it is asked about."""
    found: list[tuple[int, str, str, int]] = []
    for item in centra.display_items.values():
        display = centra.displays[item.display_id]
        sizes = [each for each in centra.product_sizes.values() if each.variant_id == item.variant_id]
        for market in centra.markets.values():
            if display.status != "ACTIVE" or market.id not in display.market_ids or not market.country_codes:
                continue
            country = market.country_codes[0]
            context = context_of_country(centra, display.store_id, country)
            is_sold = context.market_id == market.id and (context.pricelist_id, item.variant_id) in centra.prices
            for warehouse_id in centra.allocation_rules[market.allocation_rule_id].warehouse_ids if is_sold else []:
                if centra.warehouses[warehouse_id].check_first:
                    for size in sizes:
                        free = stock_in(centra, warehouse_id, size.id).free
                        found.append((free, country, f"{item.id}-{size.size_id}", warehouse_id))
    _, country, chosen, warehouse_id = max(found)
    names = ("COUNTRY", "ITEM", "WAREHOUSE_ID")
    return {f"ASKED_SHOP__{name}": value for name, value in zip(names, (country, chosen, warehouse_id), strict=True)}


def _item_of(centra: Centra, product_id: int) -> str:
    """The first item of a product as the webshop shows it."""
    display = next(each for each in centra.displays.values() if each.product_id == product_id)
    item = centra.display_items[display.item_ids[0]]
    size = next(each for each in centra.product_sizes.values() if each.variant_id == item.variant_id)
    return f"{item.id}-{size.size_id}"


def _can_accept(centra: Centra, asked: CheckFirst) -> bool:
    """Whether a shop still has every piece of the order that it was asked about."""
    lines = centra.orders[asked.order_number].lines
    return all(stock_in(centra, asked.warehouse_id, line.product_size_id).free >= line.quantity for line in lines)
