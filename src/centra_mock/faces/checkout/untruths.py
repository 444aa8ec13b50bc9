"""Lies that are told by changing a true answer, each with the operations that show it.

Source: 02.checkout-api/02.api-reference, 02.checkout-api/03.order-flow, 03.fe-development/01.fe-elements and
06.payments, 01.overview/08.custom-attributes; each lie is the opposite of something that these pages show.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import md5

from centra_mock.faces.checkout.distortion import Untruth, dropping, objects, part, told_by
from centra_mock.faces.checkout.wire import Json

__all__ = ["UNTRUTHS"]

_ADD, _READ, _PAY, _RESULT = "POST /items/{item}", "GET /selection", "POST /payment", "POST /payment-result"
_COUNTRY, _LIST, _RECEIPT = "PUT /countries/{country}", "POST /products", "GET /receipt"


def _selection(body: Json) -> Json:
    return part(body, "selection")


def _lines(body: Json) -> list[Json]:
    return objects(_selection(body).get("items"))


def _sizes_in_lines(body: Json) -> list[Json]:
    return [size for line in _lines(body) for size in objects(part(line, "product").get("items"))]


def _products(body: Json) -> list[Json]:
    return objects(body.get("products"))


def _put(rows: Iterable[Json], **values: object) -> None:
    for row in rows:
        row.update(values)


def _drop(rows: Iterable[Json], *names: str) -> None:
    for row in rows:
        for name in names:
            row.pop(name, None)


def _keep_tax(body: Json) -> None:
    for line in _lines(body):
        for ending in ("", "AsNumber"):
            line[f"priceEachWithoutTax{ending}"] = line[f"priceEach{ending}"]


def _zero_totals(body: Json) -> None:
    totals = part(_selection(body), "totals")
    totals.update({name: 0 for name, value in totals.items() if value is False})


def _unname_units(body: Json) -> None:
    for line in _lines(body):
        mappings = part(line, "product").get("tableMappings")
        if isinstance(mappings, Mapping):
            _drop(objects(list(mappings.values())), "unit")


def _unname_states(body: Json) -> None:
    for country in objects(body.get("countries")):
        _drop(objects(country.get("states"))[1:], "name")


def _shorten_states(body: Json) -> None:
    for country in objects(body.get("countries")):
        if "states" in country:
            country["states"] = objects(country["states"])[:5]


def _script_nothing(body: Json) -> None:
    _put([part(each, "clientSide") for each in objects(body.get("paymentMethods"))], externalScript="")


def _share_line_ids(body: Json) -> None:
    for line in _lines(body):
        line["line"] = md5(str(line["item"]).encode(), usedforsecurity=False).hexdigest()


def _deny_with_order(body: Json) -> None:
    if body.get("action") == "failed":
        body["order"] = {"order": "1", "status": "untouched", "statusDescription": "Pending", "items": []}


def _lack_size(body: Json) -> None:
    for product in _products(body)[1:2]:
        media = part(product, "media")
        for name in list(media)[-1:]:
            del media[name]


def _suffix_standard(body: Json) -> None:
    for product in _products(body):
        media = part(product, "media")
        urls = media.get("standard")
        if isinstance(urls, list):
            media["standard"] = [str(url).replace(".jpg", "-standard.jpg") for url in urls]


def _empty_objects(body: Json) -> None:
    _put([each for each in _products(body) if each.get("media") == []], media={})


def _flatten_attributes(body: Json) -> None:
    for product in _products(body):
        for picture in objects(product.get("mediaObjects")):
            attributes = part(picture, "attributes")
            if attributes:
                picture["attributes"] = ", ".join(str(each) for each in attributes.values())


def _uncode_colours(body: Json) -> None:
    products = _products(body)
    related = [other for each in products for other in objects(each.get("relatedProducts"))]
    _drop([part(each, "swatch") for each in [*products, *related]], "hex")


def _exchange_axes(body: Json) -> None:
    for item in [each for product in _products(body) for each in objects(product.get("items"))]:
        item["itemTableX"], item["itemTableY"] = item["itemTableY"], item["itemTableX"]


def _hide_attributes(body: Json) -> None:
    for product in _products(body):
        _drop([product], *[name for name in product if "_" in name or name == "swatch"])


def _miscount(body: Json) -> None:
    _put(objects(body.get("unavailable")), available=0, unavailable=0)


def _mix_up_status(body: Json) -> None:
    part(body, "order").update(statusDescription="Confirmed", status="untouched")


def _repeat_scripts(body: Json) -> None:
    part(body, "order").update(affiliateHtml="", paymentMethodData={})


def _list_again(body: Json) -> None:
    body.update(paymentMethods=[], shippingMethods=[], paymentFields={})


def _key_methods(body: Json) -> None:
    body["paymentMethods"] = {str(each["paymentMethod"]): each for each in objects(body.get("paymentMethods"))}


_lie = told_by("checkout")

UNTRUTHS: tuple[Untruth, ...] = (
    # lines and totals
    _lie(
        "product-url-lost",
        "The productUrl that an item was added with is not told with its line.",
        lambda body: _put(_lines(body), productUrl=None),
        _ADD,
        _READ,
    ),
    _lie(
        "line-stock-shown",
        "The sizes of the product of a line come with their stock.",
        lambda body: _put(_sizes_in_lines(body), stock="yes"),
        _ADD,
        _READ,
    ),
    _lie("tax-not-taken-out", "priceEachWithoutTax is the price with tax.", _keep_tax, _ADD, _READ),
    _lie("totals-zero-not-false", "Totals that do not apply are 0 instead of false.", _zero_totals),
    _lie("chart-units-unnamed", "Size charts that are told in other units do not name the unit.", _unname_units, _ADD, _READ),
    _lie("line-ids-shared", "The same item has the same line id in every selection.", _share_line_ids, _ADD),
    # countries, languages, methods
    _lie(
        "country-names-missing",
        "GET /countries tells no names.",
        lambda body: _drop(objects(body.get("countries")), "name"),
        "GET /countries",
    ),
    _lie("state-names-missing", "Only the first state of a country has a name.", _unname_states, "GET /countries"),
    _lie("states-cut-off", "Only the first five states of a country are listed.", _shorten_states, "GET /countries"),
    _lie(
        "language-names-missing",
        "Languages have no names.",
        lambda body: _drop(objects(body.get("languages")), "name"),
        _READ,
    ),
    _lie("script-without-address", "clientSide of a payment method names no script.", _script_nothing, _READ),
    _lie(
        "payment-method-not-chosen",
        "No payment method is chosen until the shopper chooses one.",
        lambda body: _put([_selection(body)], paymentMethod=""),
        _ADD,
        "POST /items/{item}/quantity/{quantity}",
        _COUNTRY,
    ),
    _lie("methods-keyed", "paymentMethods is an object by the URI of the method.", _key_methods, _READ),
    # products
    _lie("image-sizes-differ", "The second product lacks a size of its images.", _lack_size, _LIST),
    _lie("standard-images-suffixed", "Images of the size standard have a suffix like the others.", _suffix_standard, _LIST),
    _lie("empty-media-is-object", "A product without images has an empty object instead of a list.", _empty_objects, _LIST),
    _lie("image-attributes-are-text", "Attributes of an image are one text.", _flatten_attributes, _LIST),
    _lie("swatch-without-code", "Products tell the name of their colour and not its code.", _uncode_colours, _LIST),
    _lie("items-misplaced", "itemTableX and itemTableY are exchanged.", _exchange_axes, _LIST),
    _lie("attributes-in-filter-only", "Products can be filtered by custom attributes and tell none.", _hide_attributes, _LIST),
    # payment and order
    _lie(
        "external-without-selection",
        "The action external comes without the selection that has to be signed.",
        dropping("selection", "external"),
        _PAY,
    ),
    _lie(
        "redirect-without-url",
        "The action redirect comes without its url.",
        dropping("url", "redirect"),
        _PAY,
    ),
    _lie("denied-with-order", "A payment that failed at once answers an order all the same.", _deny_with_order, _PAY),
    _lie(
        "failed-payment-without-messages",
        "A payment that cannot be started says nothing for the shopper.",
        lambda body: _drop([body], "messages", "message"),
        _PAY,
    ),
    _lie("unavailable-miscounted", "unavailable[] of sold-out items counts nothing as missing or left.", _miscount, _PAY),
    _lie("status-mixed-up", "status and statusDescription of an order do not belong together.", _mix_up_status, _RESULT),
    _lie("scripts-again", "Scripts for the receipt come with every reading of the order.", _repeat_scripts, _READ, _RECEIPT),
    _lie("order-with-lists", "The answer with the order still lists methods and fields.", _list_again, _RESULT),
)
