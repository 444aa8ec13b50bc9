"""Customers of a seed, and the accounts and buyers of its wholesale store."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

from centra_mock.domain.centra import Centra
from centra_mock.domain.model import (
    Account,
    Address,
    AssignedAttribute,
    Buyer,
    CarrierInformation,
    Consent,
    Customer,
    DeliveryWindow,
    DeliveryWindowVariant,
    PriceAlteration,
)
from centra_mock.domain.pricing import context_of_country
from centra_mock.domain.seed import words
from centra_mock.domain.seed.shops import RETAIL, WHOLESALE

__all__ = ["add_accounts", "add_customers", "add_delivery_windows", "seeded_password"]


def seeded_password(seed: int) -> str:
    """The password of every registered customer of a seed."""
    return f"seeded-{seed}-password"


def add_customers(centra: Centra) -> None:
    """Registered and unregistered customers in every market."""
    total = centra.random.randrange(14, 20)
    first = centra.random.sample(words.FIRST_NAMES, total)
    for position in range(total):
        country = ("SE", "DE", "US", "FR", "NO")[position % 5]
        last = centra.random.choice(words.LAST_NAMES)
        address = _address(centra, first[position], last, country)
        context = context_of_country(centra, RETAIL, country)
        stamp = datetime(2022, 4, 5, 10, 15) + timedelta(days=position)
        registered = position % 3 != 2
        customer = Customer(
            id=centra.next_id("customer"),
            email=address.email,
            address=address,
            store_id=RETAIL,
            created_at=stamp,
            modified_at=stamp,
            market_id=context.market_id,
            pricelist_id=context.pricelist_id,
            language_code=context.language_code,
            newsletter=position % 2 == 0,
            gender=("f", "m", "")[position % 3],
            registered=registered,
            password=seeded_password(centra.seed) if registered else "",
            attributes=[AssignedAttribute("customer_club", {"text": "Founding member"})] if position % 4 == 0 else [],
        )
        if position % 2 == 0:
            text = "I want to hear about new goods."
            customer.consents.append(Consent("news", "News", True, text, "en", "1", stamp, stamp))
        if position % 6 == 2:
            text = "You may show me what others like me bought."
            customer.consents.append(Consent("profile", "Profiling", False, text, "", "", stamp, stamp))
        centra.customers[customer.id] = customer


def add_accounts(centra: Centra) -> None:
    """Wholesale accounts, each with one or two buyers; the last one is inactive."""
    markets = [market for market in centra.markets.values() if market.store_id == WHOLESALE]
    pricelists = [each for each in centra.pricelists.values() if each.store_id == WHOLESALE]
    names = centra.random.sample(words.SHOPS, 5)
    for position, name in enumerate(names):
        country, american = ("DE", False) if position % 2 == 0 else ("US", True)
        stamp = datetime(2022, 3, 10, 12, 0) + timedelta(days=position)
        address = _address(centra, "Reception", name.split()[-1], country)
        address.company, address.vat_number = name, f"{country}{centra.random.randrange(10**8, 10**9)}"
        account = Account(
            id=centra.next_id("account"),
            name=name,
            store_id=WHOLESALE,
            created_at=stamp,
            modified_at=stamp,
            status="INACTIVE" if position == len(names) - 1 else "ACTIVE",
            market_id=markets[int(american)].id,
            pricelist_id=pricelists[int(american)].id,
            payment_terms_id=centra.random.choice(list(centra.payment_terms)),
            shipping_terms_id=centra.random.choice(list(centra.shipping_terms)),
            sales_representative_id=centra.random.choice(list(centra.sales_representatives)),
            tax_class_id=next(iter(centra.tax_classes)),
            discount_percent=Decimal(position),
            account_email=address.email,
            billing_email=address.email,
            shipping_email=address.email,
            website_url="https://shop.example.com",
            vat_number=address.vat_number,
            credit_limit=Decimal(20000),
            credit_limit_currency=pricelists[int(american)].currency_code,
            account_address=address,
            billing_address=address,
            shipping_address=address,
            carrier=CarrierInformation("Northern Freight", "Pallet", f"NF{position:04d}", ""),
            attributes=[AssignedAttribute("account_segment", {"text": "Boutique"})],
        )
        centra.accounts[account.id] = account
        for _ in range(1 + position % 2):
            buyer_id = centra.next_id("buyer")
            person, last = centra.random.choice(words.FIRST_NAMES), centra.random.choice(words.LAST_NAMES)
            email = f"{person}.{buyer_id}@buyers.example.com".lower()
            centra.buyers[buyer_id] = Buyer(buyer_id, account.id, person, last, email, WHOLESALE, billing_address=address)
            account.buyer_ids.append(buyer_id)


def add_delivery_windows(centra: Centra) -> None:
    """An at-once window, two preorder windows and a cancelled one, and an altered price list for later."""
    markets = [market.id for market in centra.markets.values() if market.store_id == WHOLESALE]
    shown = sorted(
        centra.display_items[item].variant_id
        for display in centra.displays.values()
        if display.store_id == WHOLESALE
        for item in display.item_ids
        if (next(each.id for each in centra.pricelists.values() if each.store_id == WHOLESALE),
            centra.display_items[item].variant_id) in centra.prices
    )  # fmt: skip
    for name, kind, status, start in (
        ("At once", "at_once", "ACTIVE", None),
        ("Spring delivery", "preorder", "ACTIVE", date(2099, 2, 1)),
        ("Autumn delivery", "preorder", "ACTIVE", date(2099, 8, 1)),
        ("Dropped delivery", "preorder", "CANCELLED", date(2098, 2, 1)),
    ):
        number = centra.next_id("delivery_window")
        chosen = shown if kind == "at_once" else centra.random.sample(shown, 10)
        window = DeliveryWindow(
            id=number,
            name=name,
            store_id=WHOLESALE,
            kind=kind,
            market_ids=list(markets),
            status=status,
            allocation_rule_id=next(iter(centra.allocation_rules)),
            selected_by_default=kind == "at_once",
            variants=[DeliveryWindowVariant(each, centra.variants[each].product_id) for each in chosen],
            campaign_ids=[each.id for each in centra.campaigns.values() if each.store_id == WHOLESALE][:1],
        )
        if start is not None:
            window.allocation_order = "FIFO"
            window.delivery_start, window.delivery_end = start, start + timedelta(days=45)
            window.sales_start, window.sales_end = date(2022, 6, 1), start - timedelta(days=60)
        centra.delivery_windows[number] = window
    number = centra.next_id("price_alteration")
    euro = next(each.id for each in centra.pricelists.values() if each.store_id == WHOLESALE)
    centra.price_alterations[number] = PriceAlteration(
        number,
        "Next season",
        WHOLESALE,
        "2099-01-01",
        "INACTIVE",
        [each.id for each in centra.delivery_windows.values() if each.kind == "preorder"][:1],
        {(euro, variant): centra.prices[euro, variant].price + 5 for variant in shown[:6]},
    )


def _address(centra: Centra, first_name: str, last_name: str, country: str) -> Address:
    city, zip_code, state = centra.random.choice(words.CITIES[country])
    street = f"{centra.random.choice(words.STREETS)} {centra.random.randrange(1, 99)}"
    plain = last_name.lower().translate(str.maketrans("åäöüé", "aaoue"))
    plain = "".join(each for each in plain if each.isalnum())
    return Address(
        first_name=first_name,
        last_name=last_name,
        address1=street,
        zip_code=zip_code,
        city=city,
        state=state,
        country=country,
        email=f"{first_name}.{plain}.{centra.random.getrandbits(16):04x}@example.com".lower(),
        phone=f"+46 31 {centra.random.randrange(100000, 999999)}",
        cell_phone=f"+46 70 {centra.random.randrange(1000000, 9999999)}",
    )
