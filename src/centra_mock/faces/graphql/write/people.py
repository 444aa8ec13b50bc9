"""Creating and updating accounts and buyers of a wholesale store.

Source: 05.api-references/05.graphql-integration-api/04.examples/02.b2b.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from centra_mock.domain import model as m
from centra_mock.domain.centra import Centra
from centra_mock.faces.graphql.context import Arguments, Context, Mutation, Refusal
from centra_mock.faces.graphql.write.references import country_of, name_of, new_id, of_id, referred

__all__ = ["MUTATIONS"]

# Input fields of an address and the attributes that hold them; country and state are read together.
_ADDRESS = {
    "firstName": "first_name",
    "lastName": "last_name",
    "address1": "address1",
    "address2": "address2",
    "city": "city",
    "zipCode": "zip_code",
    "phoneNumber": "phone",
    "cellPhoneNumber": "cell_phone",
    "faxNumber": "fax",
    "email": "email",
}
Payload = dict[str, Any]  # Any: domain objects by the name of the payload's field


def _create_account(args: Arguments, context: Context) -> Payload:
    given, centra = args["input"], context.centra
    market = referred(centra.markets, given, "market", "Market")
    pricelist = referred(centra.pricelists, given, "pricelist", "Pricelist")
    if market is None or pricelist is None or market.store_id != pricelist.store_id:
        raise Refusal("Market and pricelist of an account belong to the same store", "input", "pricelist")
    if centra.stores[market.store_id].kind != "wholesale":
        raise Refusal("Accounts belong to a wholesale store", "input", "market")
    account = m.Account(
        id=new_id(centra, "account", centra.accounts),
        name=name_of(given),
        store_id=market.store_id,
        created_at=centra.now(),
        modified_at=centra.now(),
        status=_status(given["status"]),
        market_id=market.id,
        pricelist_id=pricelist.id,
    )
    _set_discounts(account, given, centra)
    centra.accounts[account.id] = account
    centra.publish("account", "create", account.id, store_id=account.store_id)
    return {"account": account}


def _update_account(args: Arguments, context: Context) -> Payload:
    given, centra = args["input"], context.centra
    account = of_id(centra.accounts, args["id"], "Account", "id")
    status = account.status if given.get("status") is None else _status(given["status"])
    _set_discounts(account, given, centra)
    account.status = status
    if context.told("graphql-account-update-clears-the-rest") and given.get("discounts") is None:
        account.discount_percent, account.is_discount_visible = Decimal(0), False
    account.modified_at = centra.now()
    centra.publish("account", "update", account.id, store_id=account.store_id)
    return {"account": account}


def _create_buyer(args: Arguments, context: Context) -> Payload:
    given, centra = args["input"], context.centra
    store = referred(centra.stores, given, "store", "Store")
    account = referred(centra.accounts, given, "account", "Account")
    if store is None or account is None or account.store_id != store.id:
        raise Refusal("A buyer is created below an account of the same store", "input", "account")
    address = m.Address()
    _fill_address(address, given.get("billingAddress") or {}, context)
    buyer = m.Buyer(
        id=new_id(centra, "buyer", centra.buyers),
        account_id=account.id,
        first_name=address.first_name,
        last_name=address.last_name,
        email=address.email,
        store_id=store.id,
        status=_status(given["status"]),
        billing_address=address,
        receive_auto_emails=bool(given.get("receiveAutoEmails")),
        website_url=given.get("websiteUrl") or "",
    )
    centra.buyers[buyer.id] = buyer
    account.buyer_ids.append(buyer.id)
    centra.publish("buyer", "create", buyer.id, store_id=store.id)
    return {"buyer": buyer}


def _update_buyer(args: Arguments, context: Context) -> Payload:
    given, centra = args["input"], context.centra
    buyer = of_id(centra.buyers, args["id"], "Buyer", "id")
    store = referred(centra.stores, given, "store", "Store")
    if store is not None and store.id != buyer.store_id:
        raise Refusal("A buyer stays in the store of its account", "input", "store")
    if given.get("status") is not None:
        buyer.status = _status(given["status"])
    if given.get("billingAddress") is not None:
        _fill_address(buyer.billing_address, given["billingAddress"], context)
        buyer.first_name, buyer.last_name = buyer.billing_address.first_name, buyer.billing_address.last_name
        buyer.email = buyer.billing_address.email
    if given.get("websiteUrl") is not None:
        buyer.website_url = given["websiteUrl"]
    centra.publish("buyer", "update", buyer.id, store_id=buyer.store_id)
    return {"buyer": buyer}


def _set_discounts(account: m.Account, given: Arguments, centra: Centra) -> None:
    discounts = given.get("discounts") or {}
    path = ("input", "discounts")
    general = discounts.get("generalDiscount")
    added = {}
    for entry in discounts.get("addDeliveryWindowDiscounts") or ():
        window = of_id(centra.delivery_windows, entry["deliveryWindow"].get("id"), "DeliveryWindow", *path)
        added[window.id] = _percent(entry["discountPercent"], *path)
    if general is not None:
        account.discount_percent = _percent(general["discountPercent"], *path, "generalDiscount")
        if general.get("isVisible") is not None:
            account.is_discount_visible = general["isVisible"]
    for entry in discounts.get("removeDeliveryWindowDiscounts") or ():
        account.window_discounts.pop(entry.get("id"), None)
    account.window_discounts.update(added)


def _fill_address(address: m.Address, given: Mapping[str, Any], context: Context) -> None:  # Any: texts and a country
    country = country_of(context.centra, given.get("country"), "input", "billingAddress", "country")
    for name, attribute in _ADDRESS.items():
        if given.get(name) is not None:
            setattr(address, attribute, given[name])
    if country is not None:
        address.country = country.code
    if given.get("stateOrProvince") is not None:
        address.state = _state_code(context, address.country, given["stateOrProvince"])


def _state_code(context: Context, country_code: str, state: str) -> str:
    """A state given by name is kept as its code, where the country has states."""
    if context.told("graphql-states-keep-their-name"):
        return state
    country = context.centra.countries.get(country_code)
    for known in country.states if country else ():
        if state.lower() in (known.name.lower(), known.code.lower()):
            return known.code
    return state


def _percent(value: float, *path: str) -> Decimal:
    if not 0 <= value <= 100:
        raise Refusal("A discount is between 0 and 100 percent", *path, "discountPercent")
    return Decimal(str(value))


def _status(status: str) -> str:
    if status == "CANCELLED":
        raise Refusal("The status is ACTIVE or INACTIVE", "input", "status")
    return status


MUTATIONS: dict[str, Mutation] = {
    "createAccount": _create_account,
    "updateAccount": _update_account,
    "createBuyer": _create_buyer,
    "updateBuyer": _update_buyer,
}
