"""The Checkout API: catalogue, carts, payment and customer accounts of the direct-to-consumer store.

Source: 05.api-references/02.checkout-api; operations that only third-party clients document are marked below.
"""

from __future__ import annotations

from starlette.routing import BaseRoute, Mount

from centra_mock.faces.checkout import cart, catalogue, customers, newsletter, own_subscriptions, payment, setup
from centra_mock.faces.checkout.desk import PREFIX, Desk, Visit
from centra_mock.faces.checkout.lies import GENERAL_LIES
from centra_mock.faces.checkout.operations import Need, Operation, operation_lies
from centra_mock.faces.checkout.untruths import UNTRUTHS
from centra_mock.faces.checkout.wire import Json
from centra_mock.world import World

__all__ = ["LIES", "routes"]

_OPERATIONS = (
    Operation("POST", "/products", catalogue.list_products, reads=True),
    Operation("GET", "/products/{product}", catalogue.read_product, reads=True),
    Operation("POST", "/uri", catalogue.resolve_uri, reads=True),
    Operation("GET", "/categories", catalogue.list_categories, reads=True),
    Operation("GET", "/countries", setup.list_countries, reads=True),
    Operation("GET", "/countries/all", setup.list_all_countries, reads=True, need=Need.SECRET),
    Operation("GET", "/languages", setup.list_languages, reads=True),
    Operation("GET", "/markets", setup.list_markets, reads=True, need=Need.SECRET),
    Operation("GET", "/pricelists", setup.list_pricelists, reads=True, need=Need.SECRET),
    Operation("GET", "/selection", cart.read_selection, reads=True),
    Operation("PUT", "/selection/{selection}", cart.adopt_selection),
    Operation("PUT", "/countries/{country}", cart.change_country),
    Operation("PUT", "/countries/{country}/states/{state}", cart.change_state),
    Operation("PUT", "/languages/{language}", cart.change_language),
    Operation("PUT", "/markets/{market}", cart.change_market, need=Need.SECRET),
    Operation("PUT", "/pricelists/{pricelist}", cart.change_pricelist, need=Need.SECRET),
    Operation("PUT", "/campaign-site", cart.change_campaign_site),  # third-party clients
    Operation("POST", "/items/{item}", cart.add_item),
    Operation("POST", "/items/{item}/quantity/{quantity}", cart.add_items),
    Operation("POST", "/items/bundles/{item}", cart.add_bundle),
    Operation("POST", "/lines/{line}", cart.add_to_line),
    Operation("DELETE", "/lines/{line}", cart.remove_line),
    Operation("POST", "/lines/{line}/quantity/{quantity}", cart.add_to_line),
    Operation("PUT", "/lines/{line}/quantity/{quantity}", cart.set_line_quantity),
    Operation("DELETE", "/lines/{line}/quantity/{quantity}", cart.subtract_from_line),
    Operation("PUT", "/lines/{line}/subscription-plan/{plan}", cart.set_plan),
    Operation("DELETE", "/lines/{line}/subscription-plan", cart.remove_plan),
    Operation("POST", "/vouchers", cart.add_voucher),  # third-party clients
    Operation("DELETE", "/vouchers/{voucher}", cart.remove_voucher),
    Operation("PUT", "/shipping-methods/{method}", cart.change_shipping_method),
    Operation("PUT", "/payment-methods/{method}", cart.change_payment_method),
    Operation("PUT", "/payment-fields", payment.store_payment_fields),
    Operation("POST", "/address-search", payment.search_address, reads=True),
    Operation("POST", "/payment", payment.start_payment),
    Operation("POST", "/payment-result", payment.finish_payment),
    Operation("GET", "/receipt", payment.read_receipt, reads=True),
    Operation("POST", "/register", customers.register),
    Operation("POST", "/login/{email}", customers.enter),
    Operation("POST", "/logout", customers.leave),
    Operation("GET", "/customer", customers.read_customer, reads=True, need=Need.LOGIN),
    Operation("POST", "/orders", customers.list_orders, reads=True, need=Need.LOGIN),
    Operation("PUT", "/customer/update", customers.update_customer, need=Need.LOGIN),
    Operation("PUT", "/address", customers.change_address, need=Need.LOGIN),
    Operation("PUT", "/email", customers.change_email, need=Need.LOGIN),
    Operation("PUT", "/password", customers.change_password, need=Need.LOGIN),
    Operation("POST", "/password-reset-email/{email}", customers.send_reset_email),
    Operation("POST", "/password-reset", customers.reset_password),
    Operation("POST", "/newsletter-subscription/{email}", newsletter.subscribe),
    Operation("POST", "/newsletter-subscription", newsletter.subscribe_from_body),  # third-party clients
    Operation("POST", "/back-in-stock-subscription", newsletter.subscribe_from_body),  # third-party clients
    *own_subscriptions.OPERATIONS,
)

# Not told: refusals that no page shows, operations of no page of this edition, and what every clause needs before it can notice.
_UNSHOWN = """
    delete-lines-line-quantity-quantity-refuses-nothing
    delete-lines-line-refuses-nothing
    delete-lines-line-subscription-plan-refuses-nothing
    delete-vouchers-voucher-refuses-nothing
    get-languages-is-gone
    post-back-in-stock-subscription-is-gone
    post-back-in-stock-subscription-refuses-nothing
    post-customer-stored-payment-result-refuses-nothing
    post-items-item-quantity-quantity-refuses-nothing
    post-lines-line-quantity-quantity-refuses-nothing
    post-lines-line-refuses-nothing
    post-logout-refuses-nothing
    post-newsletter-subscription-is-gone
    post-newsletter-subscription-refuses-nothing
    put-address-refuses-nothing
    put-campaign-site-is-gone
    put-campaign-site-refuses-nothing
    put-customer-update-refuses-nothing
    put-email-refuses-nothing
    put-lines-line-quantity-quantity-refuses-nothing
    put-lines-line-subscription-plan-plan-refuses-nothing
    put-password-refuses-nothing
    put-payment-fields-refuses-nothing
    put-pricelists-pricelist-is-gone
    put-pricelists-pricelist-refuses-nothing
    put-subscription-address-refuses-nothing
"""
LIES = (*GENERAL_LIES, *(each.lie for each in UNTRUTHS), *operation_lies("checkout", _OPERATIONS, _UNSHOWN))


def routes(world: World) -> list[BaseRoute]:
    """The face under its prefix."""
    return [Mount(PREFIX, app=Desk(world, _OPERATIONS, surround=_with_login))]


def _with_login(visit: Visit, body: Json) -> Json:
    customer = visit.customer
    if customer is None or visit.told("logged-in-missing"):
        return body
    return {**body, "loggedIn": customers.logged_in_view(customer)}
