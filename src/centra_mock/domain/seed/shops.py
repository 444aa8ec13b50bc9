"""The two stores and what they are set up with: markets, pricelists, warehouses, methods, terms."""

from __future__ import annotations

from decimal import Decimal

from centra_mock.domain.centra import Centra
from centra_mock.domain.model import (
    AdminUser,
    Affiliate,
    AllocationRule,
    CampaignSite,
    Market,
    PaymentMethod,
    PaymentTerms,
    Pricelist,
    SalesRepresentative,
    ShippingOption,
    ShippingTerms,
    Store,
    SubscriptionPlan,
    TaxClass,
    Warehouse,
)

__all__ = ["RETAIL", "WHOLESALE", "add_shops", "pricelist_in"]

RETAIL, WHOLESALE = 1, 2

NORDIC = ["SE", "NO", "DK", "FI"]
AMERICA = ["US", "CA"]
EUROPE = ["DE", "FR", "NL", "AT", "GB"]
CARD_SCRIPT = "https://card.example.com/sdk/4.2.0/card.js"


def add_shops(centra: Centra) -> None:
    """Put both stores, their markets, pricelists, warehouses and methods into an installation."""
    centra.stores[RETAIL] = Store(RETAIL, "Retail", "retail")
    centra.stores[WHOLESALE] = Store(WHOLESALE, "Wholesale", "wholesale")
    _add_warehouses(centra)
    _add_markets(centra)
    _add_pricelists(centra)
    _add_methods(centra)
    _add_terms(centra)
    for name, count, unit, percent in (
        ("Every month", 1, "month", 10),
        ("Every third month", 3, "month", 5),
        ("Every second week", 2, "week", 15),
        ("Once a year", 1, "year", 5),
    ):
        number = centra.next_id("subscription_plan")
        centra.subscription_plans[number] = SubscriptionPlan(number, name, count, unit, percent)


def pricelist_in(centra: Centra, store_id: int, currency_code: str) -> Pricelist:
    """The first pricelist of a store in a currency."""
    return next(each for each in centra.pricelists.values() if each.store_id == store_id and each.currency_code == currency_code)


def _add_warehouses(centra: Centra) -> None:
    town = centra.random.choice(("Borås", "Kalmar", "Visby"))
    hub = centra.random.choice(("Venlo", "Hannover", "Erfurt"))
    for name, country, city, check_first in (
        (f"{town} main", "SE", town, False),
        (f"{hub} hub", "DE", hub, False),
        (centra.random.choice(("Reno outlet", "Newark", "Tacoma")), "US", "", False),
        (centra.random.choice(("Shop Södermalm", "Shop Haga", "Shop Möllan")), "SE", "", True),
        (centra.random.choice(("Shop Vasastan", "Shop Majorna", "Shop Limhamn")), "SE", "", True),
    ):
        number = centra.next_id("warehouse")
        shop = name if check_first else ""
        centra.warehouses[number] = Warehouse(
            number, name, country, check_first=check_first, priority=number, brick_and_mortar=shop, city=city
        )
    main, central, america, shop_id, corner_id = centra.warehouses
    for name, members in (
        ("Europe", [main, central]),
        ("Nordics with shops", [main, central, shop_id, corner_id]),
        ("America", [america, main]),
    ):
        number = centra.next_id("allocation_rule")
        centra.allocation_rules[number] = AllocationRule(number, name, members)
    centra.order_api_warehouse_id = main


def _add_markets(centra: Centra) -> None:
    europe, nordics, america = centra.allocation_rules
    for name, store, countries, rule in (
        ("Europe", RETAIL, EUROPE, europe),
        (centra.random.choice(("Nordics", "Scandinavia", "The North")), RETAIL, NORDIC, nordics),
        (centra.random.choice(("North America", "Americas")), RETAIL, AMERICA, america),
        ("Wholesale Europe", WHOLESALE, [], europe),
        ("Wholesale America", WHOLESALE, [], america),
    ):
        number = centra.next_id("market")
        centra.markets[number] = Market(number, name, store, list(countries), rule)
    for store_id in (RETAIL, WHOLESALE):
        first = next(each.id for each in centra.markets.values() if each.store_id == store_id)
        centra.stores[store_id].default_market_id = first
    retail = [each.id for each in centra.markets.values() if each.store_id == RETAIL]
    for uri, name in (("archive-sale", "Archive sale"), ("press", "Press preview")):
        site_id = centra.next_id("campaign_site")
        centra.campaign_sites[uri] = CampaignSite(uri, name, centra.random.choice(retail), "/", site_id)


def _add_pricelists(centra: Centra) -> None:
    for name, store, currency, countries, status in (
        ("Europe EUR", RETAIL, "EUR", ["FI", "NO", "DK", *EUROPE], "ACTIVE"),
        ("Sverige SEK", RETAIL, "SEK", ["SE"], "ACTIVE"),
        ("America USD", RETAIL, "USD", AMERICA, "ACTIVE"),
        ("Friends EUR", RETAIL, "EUR", [], "INACTIVE"),
        ("Wholesale EUR", WHOLESALE, "EUR", [], "ACTIVE"),
        ("Wholesale USD", WHOLESALE, "USD", [], "ACTIVE"),
    ):
        number = centra.next_id("pricelist")
        centra.pricelists[number] = Pricelist(number, name, store, currency, list(countries), status)
    for store_id in (RETAIL, WHOLESALE):
        first = next(each.id for each in centra.pricelists.values() if each.store_id == store_id)
        centra.stores[store_id].default_pricelist_id = first


def _add_methods(centra: Centra) -> None:
    euro, krona, dollar = [each.id for each in centra.pricelists.values() if each.store_id == RETAIL][:3]
    delivered = [code for code, country in centra.countries.items() if country.ship_to]
    fast = centra.random.choice((12, 14, 16))
    for uri, name, base, free_from in (
        ("standard", "Standard", 5, 200),
        ("collect", "Collected at a shop", 0, None),
        ("express", "Express", fast, None),
    ):
        number = centra.next_id("shipping_option")
        centra.shipping_options[uri] = ShippingOption(
            number,
            uri,
            name,
            {euro: Decimal(base), krona: Decimal(base * 10), dollar: Decimal(base + 2 if base else 0)},
            {} if free_from is None else {euro: Decimal(free_from), krona: Decimal(2000), dollar: Decimal(220)},
            list(delivered),
        )
        for pricelist in centra.pricelists.values():
            pricelist.default_shipping_option_id = pricelist.default_shipping_option_id or number
    methods = (
        PaymentMethod(0, "dummy", "Dummy payment", "dummy", "3rd", "dummy"),
        PaymentMethod(
            0,
            "invoice",
            "Invoice",
            "invoice",
            "inv",
            "invoice",
            handling_cost_by_pricelist={euro: Decimal(2), krona: Decimal(19), dollar: Decimal(2)},
        ),
        PaymentMethod(0, "card", "Card", "redirect", "cc", "redirect", initiate_only=True, external_script=CARD_SCRIPT),
        PaymentMethod(0, "express-pay", "Express pay", "express", "3rd", "express", address_afterwards=True),
        PaymentMethod(0, "external-payment", "Paid elsewhere", "external_payment", "3rd", "external", external=True),
        PaymentMethod(0, "nothing-to-pay", "Nothing to pay", "free", "free", "free", offered=False),
        PaymentMethod(0, "prepaid", "Paid in advance", "prepaid", "prepaid", "prepaid", offered=False),
        PaymentMethod(0, "dummy-fail", "Fails always", "dummy_fail", "3rd", "dummy"),
        PaymentMethod(0, "dummy-denied", "Denies at once", "dummy_denied", "3rd", "dummy"),
        PaymentMethod(0, "klarna-invoice", "Klarna invoice", "klarna_invoice", "inv", "invoice", ["SE"]),
        PaymentMethod(0, "bank-account", "Bank account", "redirect", "3rd", "redirect", list(AMERICA)),
    )
    for method in methods:
        method.id = centra.next_id("payment_method")
        centra.payment_methods[method.uri] = method


def _add_terms(centra: Centra) -> None:
    for days in (14, 30, 60):
        number = centra.next_id("payment_terms")
        centra.payment_terms[number] = PaymentTerms(number, f"NET{days}", f"Due {days} days after the invoice", days)
    for name, text in (("EXW", "Ex works"), ("DAP", "Delivered at place")):
        number = centra.next_id("shipping_terms")
        centra.shipping_terms[number] = ShippingTerms(number, name, text)
    for name in ("Standard", "Tax exempt"):
        number = centra.next_id("tax_class")
        centra.tax_classes[number] = TaxClass(number, name)
    for name in ("Ebba Rask", "Tom Quist"):
        number = centra.next_id("sales_representative")
        email = f"{name.split()[0].lower()}@sales.example.com"
        centra.sales_representatives[number] = SalesRepresentative(number, name, email, Decimal(5))
    for name in ("office", "warehouse"):
        number = centra.next_id("admin_user")
        centra.admin_users[number] = AdminUser(number, f"{name}@store.example.com", name.title())
    number = centra.next_id("affiliate")
    centra.affiliates[number] = Affiliate(number, "Style Weekly")
