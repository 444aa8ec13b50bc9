"""Lies about what events hold: elements that are missing, and texts in another form.

Source: 04.guides/02.erp-integration/docs.md, sections "Direct-to-Consumer orders: Event" and "Event By Markets", for orders;
05.api-references/07.soap-integration-api/01.api-reference/docs.md, the update operation of each object, for the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from centra_mock.lies import Lie

from .answer import Content

__all__ = ["EVENT_LIES", "told_otherwise"]

_ROW = "tax sku origprice price discount qty subtotal description variation brand sizes comment"
_SIZE = "sku qty preorder description orderitem warehouseitems supplierorderitems"
_SHIPMENT = (
    "paid shipped goodtogo appendix shipmenttotal paidtotal currency currencyrate basecurrency created shippingaddress "
    "carrierinformation products refunds shipping handling voucher"
)
_PERSON = "firstname lastname address1 address2 city state zipcode country email telephone"
_LACKING = {
    "account": (
        "type status description other discount market pricelist internalinformation creditlimit salesrep paymentterms "
        "shippingterms accountaddress shippingaddress invoiceaddress carrierinformation buyers addresses"
    ),
    "customer": f"store type status {_PERSON}",
    "invoice": (
        "store status serialno type currency currencyrate basecurrency total vat totalpaid invoicedate orderdate duedate buyer "
        "account order shipment paymentterms shippingterms internalinformation ponumber billingaddress shippingaddress items "
        "locked"
    ),
    "market": "store type description",
    "order": " ".join(
        (
            "ordernumber type store status ordertotal currency currencyrate basecurrency created internal",
            "preferred_shipping_date buyer buyer/firstname buyer/lastname buyer/email salesrep account paymentterms",
            "shippingterms collection additionals primary_warehouse shipping shipping/description shipping/key payments",
            "payments/name payments/type payments/total payments/status payments/method payments/payment",
            "payments/payment/type payments/payment/value payments/payment/created payments/payment/transaction products",
            "cancelled shipments carrierinformation customer shippingaddress billingaddress internalinformation other",
            "ponumber market pricelist",
            *(f"products/product/{each}" for each in _ROW.split()),
            *(f"products/product/sizes/size/{each}" for each in _SIZE.split()),
            *(f"shipments/shipment/{each}" for each in _SHIPMENT.split()),
            *(f"shippingaddress/{each}" for each in f"company attn {_PERSON}".split()),
            "shipments/shipment/carrierinformation/tracking shipments/shipment/carrierinformation/packages",
            "shipments/shipment/products/product/sizes/size/orderitem",
        )
    ),
    "paymentterm": "name description duedays",
    "pricelist": "store type currency description items",
    "salesrep": "email name percent mastersalesrep",
    "shippingterm": "name description duedays",
    "size": "description sizetable sku ean comment",
    "warehouse": "description",
}
_PATHS = {kind: tuple(paths.split()) for kind, paths in _LACKING.items()}
_MONEY = frozenset(["ordertotal", "origprice", "price", "priceb", "subtotal", "shipmenttotal", "paidtotal", "total", "value"])
_FLAGS = frozenset(["locked", "shipped", "goodtogo", "preorder"])


def _word(text: str) -> str:
    return {"yes": "true", "no": "false"}.get(text, text)


# lie -> what it says, in which elements it changes the text, and how
_FORMS: dict[str, tuple[str, frozenset[str], Callable[[str], str]]] = {
    "soap-money-names-its-currency": ("Amounts in events name their currency.", _MONEY, lambda text: f"EUR {text}"),
    "soap-money-has-a-comma": (
        "Amounts in events have a comma.",
        _MONEY,
        lambda text: text.replace(".", ",") if "." in text else f"{text},00",
    ),
    "soap-flags-are-booleans": ("Flags of orders in events are true or false instead of yes or no.", _FLAGS, _word),
    "soap-internal-is-a-word": (
        "internal of an order in an event is yes or no instead of true or false.",
        frozenset({"internal"}),
        lambda text: {"true": "yes", "false": "no"}.get(text, text),
    ),
    "soap-created-has-no-offset": (
        "created in events has no offset.",
        frozenset({"created"}),
        lambda text: text[:19],
    ),
    "soap-countries-are-names": (
        "Countries in events are written out.",
        frozenset({"country"}),
        lambda text: f"Land of {text}" if text else text,
    ),
    "soap-currencies-are-symbols": ("Currencies in events are symbols.", frozenset({"currency", "basecurrency"}), lambda _: "€"),
    "soap-quantities-have-decimals": ("Quantities in events have decimals.", frozenset({"qty"}), lambda text: f"{text}.50"),
    "soap-tax-is-a-share": ("tax of rows is a share of one instead of percent.", frozenset({"tax"}), lambda _: "0,25 of 1"),
    "soap-statuses-in-capitals": ("Statuses in events are written in capitals.", frozenset({"status"}), str.upper),
    "soap-types-in-capitals": ("The type of objects in events is written in capitals.", frozenset({"type"}), str.upper),
    "soap-stores-are-named": ("store in events is a name instead of a number.", frozenset({"store"}), lambda _: "Main store"),
}


def _name(kind: str, path: str) -> str:
    return f"soap-{kind}-events-lack-{path.replace('/', '-').replace('_', '-')}"


EVENT_LIES: tuple[Lie, ...] = (
    *(
        Lie(_name(kind, path), "soap", f"The {kind} of an event lacks {path}.", ("events_Get", "events_GetByMarkets"))
        for kind, paths in _PATHS.items()
        for path in paths
    ),
    *(Lie(name, "soap", says, ("events_Get", "events_GetByMarkets")) for name, (says, _, _) in _FORMS.items()),
)


def told_otherwise(kind: str, content: Content, told: Callable[[str], bool]) -> Content:
    """The object of an event as the lies that are told about it have it."""
    for path in _PATHS.get(kind, ()):
        if told(_name(kind, path)):
            content = _without(content, path.split("/"))
    for name, (_, elements, change) in _FORMS.items():
        if told(name):
            content = _changed(content, elements, change)
    return content


def _without(content: Content, path: Sequence[str]) -> Content:
    if isinstance(content, Mapping):
        name, below = path[0], path[1:]
        if below and name in content:
            return {**content, name: _without(content[name], below)}
        return {key: each for key, each in content.items() if key != name}
    if content is None or isinstance(content, str):
        return content
    return [_without(each, path) for each in content]


def _changed(content: Content, elements: frozenset[str], change: Callable[[str], str], name: str = "") -> Content:
    if isinstance(content, str):
        return change(content) if name in elements and content else content
    if isinstance(content, Mapping):
        return {key: _changed(each, elements, change, key) for key, each in content.items()}
    return None if content is None else [_changed(each, elements, change, name) for each in content]
