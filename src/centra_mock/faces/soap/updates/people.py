"""customers_Update and accounts_Update: retail customers, and wholesale accounts with their buyers.

Source: 04.guides/02.erp-integration/docs.md, sections "Updates" and "Wholesale Accounts: Account Data".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from lxml import etree

from centra_mock.domain.model import Account, Address, Buyer, Customer

from ..details import detail, keep
from ..sync import Sync
from ..tree import Rejected, child, children, money, quantity, require, text
from .additionals import read_additionals, store_additionals
from .masterdata import store_of

__all__ = ["changed_address", "update_account", "update_customer"]

_ADDRESS = {
    "company": "company",
    "attn": "attention",
    "firstname": "first_name",
    "lastname": "last_name",
    "address1": "address1",
    "address2": "address2",
    "city": "city",
    "state": "state",
    "zipcode": "zip_code",
    "country": "country",
    "email": "email",
    "telephone": "phone",
    "fax": "fax",
    "vat": "vat_number",
    "url": "url",
    "companyregistrationid": "registration_id",
}
_LABEL = {"id": "erp_id", "description": "label"}  # of an address that is an element of its own
_UNCHECKED = {  # what an account names -> the lie by which it need not exist
    "market": "soap-accounts-take-unknown-markets",
    "pricelist": "soap-accounts-take-unknown-pricelists",
    "paymentterms": "soap-accounts-take-unknown-terms",
    "shippingterms": "soap-accounts-take-unknown-terms",
    "salesrep": "",
}
_STATUSES = {"active": "ACTIVE", "inactive": "INACTIVE", "canceled": "INACTIVE", "cancelled": "INACTIVE"}


def update_customer(sync: Sync, element: etree._Element) -> None:
    """A retail customer."""
    centra = sync.centra
    key = require(element, "id")
    store_id = store_of(sync, element)
    if store_id is not None and centra.stores[store_id].kind != "retail":
        raise Rejected("customers_Update is for retail customers")
    own = sync.find("customer", key, centra.customers)
    known = None if own is None else centra.customers[own]
    address = changed_address(sync, Address() if known is None else known.address, element, labelled=False)
    created = known is None
    if known is None:
        known = _make_customer(sync, key, store_id)
    known.address = address
    email = text(element, "email")
    sync.assign(known, {"email": email, "store_id": store_id, "modified_at": centra.now()})
    keep(sync, "customer", known.id, element, "type", "status")
    centra.publish("customer", "create" if created else "update", known.id, store_id=known.store_id)


def update_account(sync: Sync, element: etree._Element) -> None:
    """A wholesale account; market, pricelist, terms and sales representative have to exist.

    An account without a buyer is not active.
    """
    centra = sync.centra
    key = require(element, "id")
    if text(element, "type") not in (None, "", "wholesale"):
        raise Rejected("accounts_Update is for wholesale accounts")
    references = _references(sync, element)
    additionals = read_additionals(element)
    discount, credit = money(element, "discount"), money(element, "creditlimit")
    status = _status(element)
    quantity(element, "carrierinformation", "packages")
    for buyer in children(element, "buyers", "buyer"):
        _check_buyer(sync, buyer)
    own = sync.find("account", key, centra.accounts)
    created = own is None
    account = _make_account(sync, key) if own is None else centra.accounts[own]
    had_buyers = bool(account.buyer_ids)
    fields: dict[str, object] = {
        "name": text(element, "description"),
        "status": status,
        "other_comment": text(element, "other"),
        "internal_comment": text(element, "internalinformation"),
        "discount_percent": discount,
        "credit_limit": credit,
        "website_url": text(element, "accountaddress", "url"),
        "vat_number": text(element, "invoiceaddress", "vat"),
        "modified_at": centra.now(),
    }
    sync.assign(account, fields | references)
    account.account_address = changed_address(sync, account.account_address, child(element, "accountaddress"))
    account.shipping_address = changed_address(sync, account.shipping_address, child(element, "shippingaddress"))
    account.billing_address = changed_address(sync, account.billing_address, child(element, "invoiceaddress"))
    keep(sync, "account", account.id, element, "status", "carrierinformation/tracking", "carrierinformation/packages")
    store_additionals(sync, account, additionals)
    _carrier(sync, account, element)
    for entry in children(element, "addresses", "address"):
        _address_book(sync, account, entry)
    for entry in children(element, "buyers", "buyer"):
        _update_buyer(sync, account, entry)
    if not account.buyer_ids and not sync.told("soap-accounts-need-no-buyer"):
        account.status = "INACTIVE"
    elif not had_buyers:
        account.status = _STATUSES[detail(sync, "account", account.id, "status") or "active"]
    centra.publish("account", "create" if created else "update", account.id)


def changed_address(sync: Sync, before: Address, element: etree._Element | None, *, labelled: bool = True) -> Address:
    """An address with what ``element`` sends put in; a country is two letters.

    ``labelled`` false is for a person whose element holds the address itself: its id is that of the person.
    """
    if element is None:
        return before
    after = replace(before)
    names = _ADDRESS | _LABEL if labelled else _ADDRESS
    sent = {name: text(element, tag) for tag, name in names.items()}
    country = sent["country"]
    if country and not (len(country) == 2 and country.isascii() and country.isalpha()):
        raise Rejected(f"country is not a code of two letters: {country[:40]}")
    if country:
        sent["country"] = country.upper()
    sync.assign(after, sent)
    return after


def _make_customer(sync: Sync, key: str, store_id: int | None) -> Customer:
    centra = sync.centra
    store = centra.stores[store_id or next(each.id for each in centra.stores.values() if each.kind == "retail")]
    now = centra.now()
    own = centra.next_id("customer")
    made = centra.customers[own] = Customer(own, "", Address(), store.id, now, now)
    made.market_id, made.pricelist_id = store.default_market_id, store.default_pricelist_id
    sync.ids.add("customer", key, own)
    return made


def _make_account(sync: Sync, key: str) -> Account:
    centra = sync.centra
    now = centra.now()
    own = centra.next_id("account")
    store_id = next(each.id for each in centra.stores.values() if each.kind == "wholesale")
    made = centra.accounts[own] = Account(own, key, store_id, now, now)
    sync.ids.add("account", key, own)
    return made


def _references(sync: Sync, element: etree._Element) -> dict[str, object]:
    centra = sync.centra
    existing: dict[str, tuple[str, Mapping[int, object]]] = {
        "market": ("market_id", centra.markets),
        "pricelist": ("pricelist_id", centra.pricelists),
        "paymentterms": ("payment_terms_id", centra.payment_terms),
        "shippingterms": ("shipping_terms_id", centra.shipping_terms),
        "salesrep": ("sales_representative_id", centra.sales_representatives),
    }
    found: dict[str, object] = {}
    for kind, (name, objects) in existing.items():
        key = text(element, kind, "id")
        lie = _UNCHECKED[kind]
        if key and not (lie and sync.told(lie) and sync.ids.find(kind, key, objects) is None):
            found[name] = sync.must_find(kind, key, objects)
    return found


def _status(element: etree._Element) -> str | None:
    value = text(element, "status")
    if not value:
        return None
    if value not in _STATUSES:
        raise Rejected(f"status is none of active, inactive, canceled: {value[:40]}")
    return _STATUSES[value]


def _carrier(sync: Sync, account: Account, element: etree._Element) -> None:
    given = child(element, "carrierinformation")
    fields = {
        "carrier_name": text(given, "carrier"),
        "service_name": text(given, "service"),
        "account_identifier": text(given, "account"),
        "tax_id": text(given, "taxid"),
    }
    sync.assign(account.carrier, fields)


def _address_book(sync: Sync, account: Account, element: etree._Element) -> None:
    """An entry of the address book, known by its id; one without an id is added."""
    key = text(element, "id")
    positions = range(len(account.address_book))
    position = sync.find("address", f"{account.id}/{key}", positions) if key else None
    if position is None:
        account.address_book.append(changed_address(sync, Address(), element))
        if key:
            sync.ids.add("address", f"{account.id}/{key}", len(account.address_book) - 1)
    else:
        account.address_book[position] = changed_address(sync, account.address_book[position], element)


def _check_buyer(sync: Sync, element: etree._Element) -> None:
    require(element, "id")
    _status(element)
    store_id = store_of(sync, element)
    for kind, existing in (("market", sync.centra.markets), ("pricelist", sync.centra.pricelists)):
        key = text(element, kind, "id")
        if key:
            sync.must_find(kind, key, existing)
    if store_id is not None and sync.centra.stores[store_id].kind != "wholesale":
        raise Rejected("A buyer belongs to a wholesale store")


def _update_buyer(sync: Sync, account: Account, element: etree._Element) -> None:
    centra = sync.centra
    key = require(element, "id")
    own = sync.find("buyer", key, centra.buyers)
    if own is None:
        own = centra.next_id("buyer")
        centra.buyers[own] = Buyer(own, account.id, "", "", "", store_of(sync, element) or account.store_id)
        account.buyer_ids.append(own)
        sync.ids.add("buyer", key, own)
    buyer = centra.buyers[own]
    if buyer.account_id != account.id:
        raise Rejected(f"Buyer {key} belongs to another account")
    buyer.billing_address = changed_address(sync, buyer.billing_address, element, labelled=False)
    fields = {
        "first_name": text(element, "firstname"),
        "last_name": text(element, "lastname"),
        "email": text(element, "email"),
        "status": _status(element),
        "store_id": store_of(sync, element),
    }
    sync.assign(buyer, fields)
    keep(sync, "buyer", own, element, "status", "market/id", "pricelist/id")
