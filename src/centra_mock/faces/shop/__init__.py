"""The Shop API, deprecated: catalogue reads, selections, payment and subscriptions, in server mode only.

Source: 05.api-references/03.shop-api, 03.fe-development (gift certificates, payments, subscriptions). What only the
pages of the first version document is marked below.
"""

from __future__ import annotations

from starlette.routing import BaseRoute, Mount

from centra_mock.faces.checkout.operations import Operation, operation_lies
from centra_mock.faces.shop import customers, lists, products, selections
from centra_mock.faces.shop.desk import PREFIX, Desk
from centra_mock.faces.shop.lies import GENERAL_LIES
from centra_mock.faces.shop.untruths import UNTRUTHS
from centra_mock.world import World

__all__ = ["LIES", "routes"]

_CUSTOMER = "/customers/{email}"
_SELECTION = "/selections/{selection}"

_OPERATIONS = (
    Operation("GET", "/brands", lists.list_brands, reads=True),
    Operation("GET", "/brands/{brand}", lists.read_brand, reads=True),
    Operation("GET", "/campaign-sites", lists.list_campaign_sites, reads=True),
    Operation("GET", "/campaign-sites/{uri}", lists.read_campaign_site, reads=True),
    Operation("GET", "/campaigns", lists.list_campaigns, reads=True),
    Operation("GET", "/campaigns/{campaign}", lists.read_campaign, reads=True),
    Operation("GET", "/categories", lists.list_categories, reads=True),
    Operation("GET", "/categories/{category}", lists.read_category, reads=True),
    Operation("GET", "/categories/markets/{market}", lists.list_categories_of_market, reads=True),  # first version
    Operation("GET", "/collections", lists.list_collections, reads=True),
    Operation("GET", "/collections/{collection}", lists.read_collection, reads=True),
    Operation("GET", "/measurement-charts", lists.list_charts, reads=True),
    Operation("GET", "/measurement-charts/{chart}", lists.read_chart, reads=True),
    Operation("GET", "/gift-certificates", lists.list_gift_certificates, reads=True),
    Operation("GET", "/product-ids", products.list_product_ids, reads=True),
    Operation("GET", "/products", products.list_products, reads=True),
    Operation("POST", "/products/filter", products.filter_products, reads=True),
    Operation("GET", "/products/{product}", products.read_product, reads=True),
    Operation("GET", "/products/categories/{categories}", products.filter_by_category, reads=True),
    Operation("GET", "/products/silk-product/{product}", products.filter_by_silk_product, reads=True),
    Operation("GET", "/products/silk-variant/{variant}", products.filter_by_silk_variant, reads=True),
    Operation("GET", "/products/sku/{sku}", products.filter_by_sku, reads=True),
    Operation("GET", "/products/uri/{uri}", products.filter_by_uri, reads=True),
    Operation("POST", "/selections", selections.create_selection),  # first version
    Operation("GET", _SELECTION, selections.read_selection, reads=True),
    Operation("GET", "/selection/{selection}", selections.read_selection, reads=True),
    Operation("POST", f"{_SELECTION}/items/{{item}}", selections.add_item),
    Operation("PUT", f"{_SELECTION}/lines/{{line}}/subscription-plan/{{plan}}", selections.put_plan),
    Operation("DELETE", f"{_SELECTION}/lines/{{line}}/subscription-plan", selections.remove_plan),
    Operation("POST", f"{_SELECTION}/gift-certificates/{{gift}}", selections.add_gift_certificate),
    Operation("POST", f"{_SELECTION}/gift-certificates/{{gift}}/amount/{{n}}", selections.add_gift_certificate_of),
    Operation("PUT", f"{_SELECTION}/checkout-fields", selections.store_checkout_fields),
    Operation("POST", f"{_SELECTION}/payment", selections.start_payment),
    Operation("POST", f"{_SELECTION}/payment-result", selections.finish_payment),
    Operation("GET", f"{_SELECTION}/receipt", selections.read_receipt, reads=True),
    Operation("POST", f"{_CUSTOMER}/login", customers.enter, reads=True),
    Operation("POST", f"{_CUSTOMER}/subscriptions", customers.list_subscriptions, reads=True),
    Operation("POST", f"{_CUSTOMER}/stored/payment-methods", customers.list_payment_methods, reads=True),
    Operation("POST", f"{_CUSTOMER}/stored/payment", customers.start_payment),
    Operation("POST", f"{_CUSTOMER}/stored/payment-result", customers.finish_payment),
    Operation("POST", f"{_CUSTOMER}/contracts/{{contract}}/subscription", customers.add_subscription),
    Operation("PUT", f"{_CUSTOMER}/contracts/{{contract}}/subscription/{{number}}", customers.change_quantity),
    Operation("PUT", "/subscription/address", customers.change_contract_address),
    Operation("PUT", "/subscription/interval", customers.change_interval),
    Operation("PUT", "/subscription/status", customers.change_status),
)

# Not told: refusals that no page shows, operations of no page of this edition, and what every clause needs before it can notice.
_UNSHOWN = """
    delete-selections-selection-lines-line-subscription-plan-refuses-nothing
    get-campaigns-is-gone
    get-categories-category-refuses-nothing
    get-categories-markets-market-refuses-nothing
    get-measurement-charts-is-gone
    get-products-silk-product-product-refuses-nothing
    get-products-silk-variant-variant-refuses-nothing
    get-products-sku-sku-refuses-nothing
    get-products-uri-uri-refuses-nothing
    get-selection-selection-refuses-nothing
    get-selections-selection-refuses-nothing
    post-customers-email-subscriptions-is-gone
    post-customers-email-subscriptions-refuses-nothing
    post-selections-refuses-nothing
    post-selections-selection-gift-certificates-gift-amount-n-refuses-nothing
    post-selections-selection-gift-certificates-gift-refuses-nothing
    post-selections-selection-items-item-is-gone
    post-selections-selection-items-item-refuses-nothing
    post-selections-selection-payment-is-gone
    put-selections-selection-checkout-fields-refuses-nothing
    put-selections-selection-lines-line-subscription-plan-plan-refuses-nothing
"""
LIES = (*GENERAL_LIES, *(each.lie for each in UNTRUTHS), *operation_lies("shop", _OPERATIONS, _UNSHOWN))


def routes(world: World) -> list[BaseRoute]:
    """The face under its prefix."""
    return [Mount(PREFIX, app=Desk(world, _OPERATIONS))]
