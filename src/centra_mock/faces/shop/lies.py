"""The lies of the Shop face, each the opposite of something that the pages promise.

Source: 05.api-references/03.shop-api, 03.fe-development/07.gift-certs, 03.fe-development/09.subscriptions.
"""

from __future__ import annotations

from centra_mock.faces.checkout.contracts_untrue import CONTRACT_SAYINGS
from centra_mock.lies import Lie

__all__ = ["GENERAL_LIES"]


_CUSTOMER = "/customers/{email}"
_STATUS, _RESULT = "PUT /subscription/status", f"POST {_CUSTOMER}/stored/payment-result"
_ADD, _GIFT = "POST /selections/{selection}/items/{item}", "POST /selections/{selection}/gift-certificates/{gift}"


def _lie(name: str, says: str, *operations: str) -> Lie:
    return Lie(f"shop-{name}", "shop", says, operations)


GENERAL_LIES: tuple[Lie, ...] = (
    # the whole API
    _lie("answers-nothing", "Every read answers an empty object or list."),
    _lie("refuses-everything", "Every operation that writes is refused with 403."),
    _lie("unknown-operations-answer", "Operations that the documentation does not know answer success."),
    _lie("needs-no-secret", "Requests without the shared secret are answered."),
    _lie("wrong-secret-accepted", "Any text is taken for the shared secret."),
    _lie("serves-browsers", "Browsers are allowed to call, as if there were a client mode."),
    _lie("gives-tokens", "Answers carry a session token, which this API does not have."),
    _lie("correlation-id-lost", "The X-Correlation-ID of a request is not reflected."),
    _lie("flags-are-text", "Every flag of an answer is text."),
    _lie("figures-are-text", "Every number of an answer is text."),
    # errors
    _lie("errors-with-200", "Errors are answered with status 200."),
    _lie("errors-without-reason", "Refusals have their status but no errors object."),
    _lie("unknown-ids-answer-empty", "A read of an unknown ID answers 200 with an empty object."),
    _lie("unknown-filters-answer-empty", "A filter for something unknown answers 200 with an empty object."),
    _lie("filter-error-without-id", "The error of a filter does not name the unknown ID."),
    # shapes of the lists
    _lie("lists-are-arrays", "Lists are arrays instead of objects keyed by ID."),
    _lie("ids-are-numbers", "IDs inside objects are numbers instead of text."),
    _lie("product-ids-are-keyed", "GET /product-ids answers an object instead of an array."),
    _lie("brands-missing", "Brands are not listed and products lose theirs."),
    _lie("campaigns-without-products", "Campaigns do not tell which products are on sale."),
    _lie("campaign-sites-without-market", "Campaign sites do not tell their market."),
    _lie("categories-are-flat", "Subcategories stand beside their parents instead of inside."),
    _lie("categories-without-products", "Categories do not list their products."),
    _lie("collections-missing", "Collections are not listed."),
    _lie("charts-without-rows", "Measurement charts come without their values."),
    # products
    _lie("inactive-products-listed", "Inactive products are listed as well."),
    _lie("shows-wholesale-products", "Products of the wholesale store are listed too."),
    _lie("product-is-backend-id", "Products are keyed by the ID of the admin."),
    _lie("products-without-markets", "Products lose their markets, and so their prices."),
    _lie("products-without-prices", "Products have no prices in any pricelist."),
    _lie("campaigns-without-effect", "Campaign prices are not applied."),
    _lie("products-without-stock", "Items do not tell their stock."),
    _lie("products-without-languages", "Products and categories come without translations."),
    _lie("products-without-plans", "Products do not tell their subscription plans."),
    _lie("attributes-missing", "Custom attributes of products and variants are not returned."),
    _lie("money-with-blanks", "Amounts are written with ordinary blanks instead of no-break spaces."),
    _lie("filters-ignored", "POST /products/filter and the one-field filters list everything."),
    _lie("quantity-ignored", "quantity and offset change nothing."),
    _lie("preview-ignored", "preview changes nothing."),
    # selections
    _lie("unknown-fields-accepted", "Fields that an operation does not know are ignored silently."),
    _lie("unknown-countries-accepted", "A selection is created for a country that does not exist."),
    _lie("unknown-selections-answer", "An unknown selection is answered with an empty one."),
    _lie("created-with-200", "Creating a selection and adding an item answer 200 instead of 201."),
    _lie("selection-wrapped", "The selection stands inside a selection property instead of at the top."),
    _lie("unknown-items-accepted", "Adding an unknown item answers success."),
    _lie("unpriced-items-sold", "Items without a price can be added to the selection."),
    _lie("same-item-new-line", "Adding an item again makes a second line."),
    _lie("grand-total-wrong", "The grand total forgets shipping and handling."),
    _lie("product-url-refused", "The field productUrl of an added item is unknown.", _ADD),
    _lie("plans-not-set", "A subscription plan is answered but not put on the line."),
    _lie("fields-forgotten", "PUT checkout-fields is answered but nothing is kept."),
    # gift certificates
    _lie("gift-certificates-missing", "GET /gift-certificates lists none."),
    _lie("gift-certificates-mixed", "Adding a gift certificate leaves the products in the selection."),
    _lie("gift-certificates-pile-up", "A second gift certificate is added beside the first."),
    _lie("gift-amount-not-needed", "A certificate of any amount can be added without an amount."),
    _lie("gift-amount-of-other-currency", "A certificate of a fixed value is added at its value in another currency.", _GIFT),
    _lie("gift-orders-stay-open", "An order for a gift certificate is not completed by itself."),
    # payment and order
    _lie("fields-not-needed", "A payment starts without the required checkout fields."),
    _lie("sold-out-not-noticed", "A payment starts although items are sold out."),
    _lie("payment-without-action", "The payment does not say what to do next."),
    _lie("empty-selection-sold", "A selection without products can be completed."),
    _lie("result-without-order", "The payment result answers an order that the store does not have."),
    _lie("result-twice", "A second payment result places a second order."),
    _lie("result-fields-not-checked", "The payment result takes anything for the answer of the provider."),
    _lie("receipt-missing", "The receipt of an order is not found."),
    # customers
    _lie("login-always-works", "Login does not look at the password."),
    _lie("subscriptions-of-everybody", "A customer's subscriptions list those of all customers."),
    *(_lie(name, says) for name, says in CONTRACT_SAYINGS.items()),
    _lie("subscription-limits-lifted", "Cancelled subscriptions come back, quantities may be zero, plans may be any."),
    _lie("cancelled-can-be-paused", "A cancelled subscription can become paused.", _STATUS),
    _lie("stored-payment-stays-failed", "A payment update answers success and the payment is Failed.", _RESULT),
    _lie("stored-payment-stays-pending", "A payment update answers success and the payment stays Pending.", _RESULT),
    _lie(
        "added-without-payment",
        "Subscriptions are added to a contract whose payment was purged.",
        f"POST {_CUSTOMER}/contracts/{{contract}}/subscription",
    ),
    _lie("lists-orders", "GET /orders and GET /customers list those of the whole store."),
    # wholesale
    _lie("lists-accounts", "GET /accounts and GET /delivery-windows answer what the wholesale store has."),
)
