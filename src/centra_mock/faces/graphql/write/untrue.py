"""Lies about mutations: what they refuse without a reason, and what they change besides.

Sources: 04.guides/03.pim-gql-integration, 05.api-references/05.graphql-integration-api/04.examples/02.b2b.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from centra_mock.domain import model as m
from centra_mock.domain.catalogue import size_in_variant, sizes_of_variant, stock_items, variants_of_product
from centra_mock.domain.stock import stock_in
from centra_mock.faces.graphql.context import Arguments, Context, Mutation, Refusal
from centra_mock.faces.graphql.resolve.attributes import stored_name
from centra_mock.faces.graphql.write.references import new_id

__all__ = ["change_besides", "perform", "refuse_besides"]

Payload = Mapping[str, Any]  # Any: domain objects by the name of the payload's field
Aftermath = Callable[[Arguments, Context, Payload], None]
_TEN = 10


def refuse_besides(name: str, args: Arguments, context: Context) -> None:
    """Refuse what the pages allow, where a lie says so. Raises ``Refusal``."""
    given = args.get("input") or {}
    if context.told("graphql-countries-unknown-by-code") and _has_reference(given, "code"):
        raise Refusal("Could not find Country", "input", "country")
    if context.told("graphql-sizes-unknown-by-name") and (_has_reference(given.get("size"), "name") or _names_sizes(given)):
        raise Refusal("Could not find Size", "input", "size")
    if (
        name == "updateDeliveryWindow"
        and given.get("status") == "CANCELLED"
        and context.told("graphql-windows-cannot-be-cancelled")
    ):
        raise Refusal("A delivery window cannot be cancelled", "input", "status")
    if len(given.get("variants") or ()) > _TEN and context.told("graphql-windows-take-ten-variants"):
        raise Refusal(f"Up to {_TEN} variants can be set in one mutation", "input", "variants")
    if name == "localize" and given["objectType"] != "Display" and context.told("graphql-localize-takes-displays-only"):
        raise Refusal("Only displays can be translated", "input", "objectType")
    if given.get("UUID") and given.get("productVariant") and context.told("graphql-media-of-variants-refused"):
        raise Refusal("Media is assigned to products", "input", "productVariant")
    if (
        name == "createPriceAlteration"
        and _has_alteration(given, context)
        and context.told("graphql-one-price-alteration-at-all")
    ):
        raise Refusal("The store has a price alteration already", "input", "store")


def perform(mutation: Mutation, args: Arguments, context: Context) -> Payload:
    """What a mutation answers; a lie lets it pass over references to nothing. Raises ``Refusal``."""
    if not context.told("graphql-unknown-references-are-taken"):
        return mutation(args, context)
    while True:
        try:
            return mutation(args, context)
        except Refusal as refusal:
            if not refusal.message.startswith("Could not find"):
                raise
            given, name = args.get("input") or {}, (*refusal.path, "")[1]
            if name not in given:
                return {}
            args = {**args, "input": {key: value for key, value in given.items() if key != name}}


def change_besides(name: str, args: Arguments, context: Context, made: Payload) -> None:
    """Change what was not asked for, where a lie says so."""
    for lie, mutation, change in _CHANGES:
        if mutation == name and context.told(lie):
            change(args, context, made)


def _has_reference(given: Any, key: str) -> bool:  # Any: input values of the schema
    match given:
        case Mapping():
            return given.get(key) is not None or any(_has_reference(each, key) for each in given.values())
        case list():
            return any(_has_reference(each, key) for each in given)
        case _:
            return False


def _has_alteration(given: Arguments, context: Context) -> bool:
    return any(each.store_id == given["store"].get("id") for each in context.centra.price_alterations.values())


def _names_sizes(given: Arguments) -> bool:
    entries = given.get("productVariants") or ()
    changes = [change for entry in entries for change in entry.get("sizeChanges") or ()]
    return any(change["size"].get("name") is not None for change in changes)


def _set(key: str, attribute: str, value: Any) -> Aftermath:  # Any: what the attribute holds
    def change(args: Arguments, context: Context, made: Payload) -> None:
        setattr(made[key], attribute, value)

    return change


def _lose_attributes(args: Arguments, context: Context, made: Payload) -> None:
    if not args["input"].get("assignMappedAttributes"):
        made["product"].attributes.clear()


def _lose_weight(args: Arguments, context: Context, made: Payload) -> None:
    if args["input"].get("weight") is None:
        made["product"].weight = Decimal(0)


def _lose_chart(args: Arguments, context: Context, made: Payload) -> None:
    if args["input"].get("measurementTable") is None:
        made["product"].measurement_chart_id = None


def _bring_sizes(args: Arguments, context: Context, made: Payload) -> None:
    centra, own = context.centra, made["productSize"]
    known = {size.size_id for size in centra.product_sizes.values() if size.variant_id == own.variant_id}
    for size in centra.size_charts[centra.variants[own.variant_id].size_chart_id].sizes:
        if size.id not in known:
            number = new_id(centra, "product_size", centra.product_sizes)
            centra.product_sizes[number] = m.ProductSize(number, own.variant_id, size.id, size.name, "", "")


def _lose_countries(args: Arguments, context: Context, made: Payload) -> None:
    made["pricelist"].country_codes.clear()


def _lose_prices(args: Arguments, context: Context, made: Payload) -> None:
    made["priceAlteration"].prices.clear()


def _sent_prices(args: Arguments, context: Context, made: Payload) -> dict[tuple[int, int], Decimal]:
    products = {product.id for product in made["products"]}
    sent = {variant.id for product in products for variant in variants_of_product(context.centra, product)}
    return {key: value for key, value in made["priceAlteration"].prices.items() if key[1] in sent}


def _change_pricelist(args: Arguments, context: Context, made: Payload) -> None:
    for key, value in _sent_prices(args, context, made).items():
        if key in context.centra.prices:
            context.centra.prices[key].price = value


def _forget_other_prices(args: Arguments, context: Context, made: Payload) -> None:
    made["priceAlteration"].prices = _sent_prices(args, context, made)


def _move_stock(args: Arguments, context: Context, made: Payload) -> None:
    delivery: m.WarehouseDelivery = made["stockChange"]
    other = next(each for each in reversed(context.centra.warehouses) if each != delivery.warehouse_id)
    for size_id, quantity in delivery.lines.items():
        stock_in(context.centra, delivery.warehouse_id, size_id).physical -= quantity
        stock_in(context.centra, other, size_id).physical += quantity


def _forget_other_attributes(args: Arguments, context: Context, made: Payload) -> None:
    given = args["input"]
    ids = {entry["attributeId"] for entry in given.get("mappedAttributes") or ()}
    names = {entry["attributeTypeName"] for entry in given.get("dynamicAttributes") or ()}
    kept = [each for each in made["object"].attributes if each.attribute_id in ids or each.type_name in names]
    made["object"].attributes[:] = kept


def _keep_one_value(args: Arguments, context: Context, made: Payload) -> None:
    newest = {each.type_name: each for each in made["object"].attributes}
    made["object"].attributes[:] = list(newest.values())


def _take_attributes(args: Arguments, context: Context, made: Payload) -> None:
    made["object"].attributes.clear()


def _translate_all(args: Arguments, context: Context, made: Payload) -> None:
    owner = made["localizedObject"]
    for language in context.centra.languages.values():
        for entry in args["input"]["translations"]:
            if not language.is_default and entry.get("value") is not None:
                owner.translations.setdefault(language.code, {})[stored_name(entry["field"])] = entry["value"]


def _rename(args: Arguments, context: Context, made: Payload) -> None:
    for entry in args["input"]["translations"]:
        if entry["field"] == "name" and entry.get("value"):
            made["localizedObject"].name = entry["value"]


def _lose_window_discounts(args: Arguments, context: Context, made: Payload) -> None:
    made["account"].window_discounts.clear()


def _empty_buyer(args: Arguments, context: Context, made: Payload) -> None:
    buyer: m.Buyer = made["buyer"]
    if args["input"].get("billingAddress") is None:
        buyer.billing_address = m.Address()
    if args["input"].get("websiteUrl") is None:
        buyer.website_url = ""


def _lose_markets(args: Arguments, context: Context, made: Payload) -> None:
    if args["input"].get("markets") is None:
        del made["deliveryWindow"].market_ids[1:]


def _lose_variants(args: Arguments, context: Context, made: Payload) -> None:
    made["deliveryWindow"].variants.clear()


def _replace_variants(args: Arguments, context: Context, made: Payload) -> None:
    sent = {entry["productVariant"].get("id") for entry in args["input"]["variants"]}
    window = made["deliveryWindow"]
    window.variants[:] = [each for each in window.variants if each.variant_id in sent]


def _share_limits(args: Arguments, context: Context, made: Payload) -> None:
    variants = made["deliveryWindow"].variants
    for each in variants:
        each.limit = variants[0].limit


def _reach_windows(args: Arguments, context: Context, made: Payload) -> None:
    for window in context.centra.delivery_windows.values():
        known = {each.variant_id for each in window.variants}
        window.variants += [replace(each) for each in made["deliveryWindow"].variants if each.variant_id not in known]


def _remove_window_discounts(args: Arguments, context: Context, made: Payload) -> None:
    if (args["input"].get("discounts") or {}).get("removeDeliveryWindowDiscounts"):
        made["account"].window_discounts.clear()


def _lose_place(args: Arguments, context: Context, made: Payload) -> None:
    made["product"].folder_id = made["product"].collection_id = None


def _share_sizes(args: Arguments, context: Context, made: Payload) -> None:
    centra, own = context.centra, made["productSize"]
    variant = centra.variants[own.variant_id]
    for other in variants_of_product(centra, variant.product_id):
        if other.size_chart_id == variant.size_chart_id and size_in_variant(centra, other.id, own.size_id) is None:
            number = new_id(centra, "product_size", centra.product_sizes)
            centra.product_sizes[number] = m.ProductSize(number, other.id, own.size_id, own.size_name, "", "")


def _fill_sizes(args: Arguments, context: Context, made: Payload) -> None:
    centra, delivery = context.centra, made["stockChange"]
    for size_id, quantity in delivery.lines.items():
        for other in sizes_of_variant(centra, centra.product_sizes[size_id].variant_id):
            if other.id not in delivery.lines:
                stock_in(centra, delivery.warehouse_id, other.id).physical += quantity


def _fill_products(args: Arguments, context: Context, made: Payload) -> None:
    centra, delivery = context.centra, made["stockChange"]
    delivered = {centra.variants[centra.product_sizes[each].variant_id].product_id for each in delivery.lines}
    other = next(size for product, _, size in stock_items(centra) if product.id not in delivered)
    stock_in(centra, delivery.warehouse_id, other.id).physical += sum(delivery.lines.values())


def _take_types(args: Arguments, context: Context, made: Payload) -> None:
    names = {entry["attributeTypeName"] for entry in args["input"].get("mappedAttributes") or ()}
    made["object"].attributes[:] = [each for each in made["object"].attributes if each.type_name not in names]


def _take_texts(args: Arguments, context: Context, made: Payload) -> None:
    made["object"].attributes[:] = [each for each in made["object"].attributes if each.attribute_id is not None]


def _remove_another_chart(args: Arguments, context: Context, made: Payload) -> None:
    used = {variant.size_chart_id for variant in context.centra.variants.values()}
    for number in [each for each in context.centra.size_charts if each not in used][:1]:
        del context.centra.size_charts[number]


def _forget_altered(args: Arguments, context: Context, made: Payload) -> None:
    first = made["products"][0].id if made["products"] else 0
    sent = {
        each.id for product in made["products"] if product.id != first for each in variants_of_product(context.centra, product.id)
    }
    prices = made["priceAlteration"].prices
    made["priceAlteration"].prices = {key: value for key, value in prices.items() if key[1] not in sent}


_CHANGES: tuple[tuple[str, str, Aftermath], ...] = (
    ("graphql-new-collections-are-inactive", "createCollection", _set("collection", "status", "INACTIVE")),
    ("graphql-new-products-are-inactive", "createProduct", _set("product", "status", "INACTIVE")),
    ("graphql-new-pricelists-are-active", "createPricelist", _set("pricelist", "status", "ACTIVE")),
    ("graphql-product-updates-deactivate", "updateProduct", _set("product", "status", "INACTIVE")),
    ("graphql-product-updates-lose-attributes", "updateProduct", _lose_attributes),
    ("graphql-product-updates-lose-the-weight", "updateProduct", _lose_weight),
    ("graphql-product-updates-lose-the-chart", "updateProduct", _lose_chart),
    ("graphql-new-sizes-bring-all-others", "createProductSize", _bring_sizes),
    ("graphql-pricelist-updates-lose-countries", "updatePricelist", _lose_countries),
    ("graphql-price-alteration-updates-lose-prices", "updatePriceAlteration", _lose_prices),
    ("graphql-altered-prices-change-the-pricelist", "setAlteredPrices", _change_pricelist),
    ("graphql-altered-prices-forget-others", "setAlteredPrices", _forget_other_prices),
    ("graphql-stock-change-in-another-warehouse", "changeStock", _move_stock),
    ("graphql-assigning-forgets-other-attributes", "assignAttributes", _forget_other_attributes),
    ("graphql-mapped-values-are-single", "assignAttributes", _keep_one_value),
    ("graphql-unassigning-takes-every-attribute", "unassignAttributes", _take_attributes),
    ("graphql-localize-changes-every-language", "localize", _translate_all),
    ("graphql-localize-changes-the-original", "localize", _rename),
    ("graphql-account-updates-lose-window-discounts", "updateAccount", _lose_window_discounts),
    ("graphql-buyer-updates-lose-the-rest", "updateBuyer", _empty_buyer),
    ("graphql-window-updates-lose-markets", "updateDeliveryWindow", _lose_markets),
    ("graphql-window-updates-lose-variants", "updateDeliveryWindow", _lose_variants),
    ("graphql-set-variants-replaces-others", "setDeliveryWindowVariants", _replace_variants),
    ("graphql-unset-variants-empties-the-window", "unsetDeliveryWindowVariants", _lose_variants),
    ("graphql-product-updates-lose-their-place", "updateProduct", _lose_place),
    ("graphql-variants-share-their-sizes", "createProductSize", _share_sizes),
    ("graphql-removing-a-chart-removes-another", "removeSizeChart", _remove_another_chart),
    ("graphql-altered-prices-take-the-first-only", "setAlteredPrices", _forget_altered),
    ("graphql-stock-change-fills-every-size", "changeStock", _fill_sizes),
    ("graphql-stock-change-reaches-other-products", "changeStock", _fill_products),
    ("graphql-unassigning-takes-all-values-of-the-type", "unassignAttributes", _take_types),
    ("graphql-unassigning-takes-texts-too", "unassignAttributes", _take_texts),
    ("graphql-window-discounts-go-together", "updateAccount", _remove_window_discounts),
    ("graphql-window-limits-are-shared", "setDeliveryWindowVariants", _share_limits),
    ("graphql-variants-go-into-every-window", "setDeliveryWindowVariants", _reach_windows),
)
