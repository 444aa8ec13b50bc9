"""The lies of the Checkout face, each the opposite of something that the pages promise.

Source: 05.api-references/02.checkout-api, 03.fe-development/01.fe-elements, 03.fe-development/09.subscriptions.
"""

from __future__ import annotations

from centra_mock.faces.checkout.contracts_untrue import CONTRACT_SAYINGS
from centra_mock.lies import Lie

__all__ = ["GENERAL_LIES"]


_RESULT = "POST /payment-result"
_LIST, _SINGLE, _PAY = "POST /products", "GET /products/{product}", "POST /payment"
_STATUS, _ADDRESS = "PUT /subscription/status", "PUT /subscription/address"
_ADD_SUBSCRIPTION = "POST /customer/contracts/{contract}/subscription"
_MANAGING = (
    _STATUS,
    _ADDRESS,
    "PUT /subscription/interval",
    _ADD_SUBSCRIPTION,
    "PUT /customer/contracts/{contract}/subscription/{subscription}",
)
_START_PAYMENT, _STORED_RESULT = "POST /customer/stored/payment", "POST /customer/stored/payment-result"
_COUNTRY, _LOGIN = "PUT /countries/{country}", "POST /login/{email}"


def _lie(name: str, says: str, *operations: str) -> Lie:
    return Lie(f"checkout-{name}", "checkout", says, operations)


_OF_CONTRACTS = ("contract-of-every-subscription", "new-subscriptions-are-paused", "payment-outlives-contract")

GENERAL_LIES: tuple[Lie, ...] = (
    # the whole API
    _lie("answers-nothing", "Every read answers an object that holds nothing but the token."),
    _lie("refuses-everything", "Every operation that writes is refused with 403."),
    _lie("unknown-operations-answer", "Operations that the documentation does not know answer success."),
    _lie("needs-no-secret", "Operations and variables of server mode work without the shared secret."),
    _lie("wrong-secret-accepted", "Any text in the secret's place opens server mode."),
    _lie("flags-are-text", "Every flag of an answer is text."),
    _lie("figures-are-text", "Every number of an answer is text."),
    # errors
    _lie("errors-with-200", "Errors are answered with status 200."),
    _lie("errors-without-reason", "Refusals have their status but no errors object."),
    # session and token
    _lie("token-missing", "Answers carry no token."),
    _lie("token-changes", "Every answer carries a new token and the one sent is forgotten."),
    _lie("unknown-token-kept", "A token that was never given out is answered as if it were known."),
    _lie("token-none-saved", "A token is given out although the request asks for none."),
    _lie("token-in-accept-ignored", "The token inside the Accept header is not read."),
    # browser and transport
    _lie("foreign-origin-served", "Origins that are not allowed are served."),
    _lie("cors-allows-secret", "The preflight allows browsers to send the headers of the secret."),
    _lie("cors-forbids-token", "The preflight does not allow the API-token header."),
    _lie("correlation-id-lost", "The X-Correlation-ID of a request is not reflected."),
    _lie("path-not-decoded", "Percent-encoded path parameters are taken literally."),
    _lie(
        "encoded-slash-leads-elsewhere", "An encoded slash in a path value is a slash, so that ..%2F reaches another operation."
    ),
    _lie("cors-origin-missing", "Answers do not tell browsers that their origin is allowed."),
    _lie("replaced-token-forgotten", "The token that replaced an expired one is not known in the next call."),
    _lie("answers-are-plain-text", "Answers have the content type text/plain."),
    _lie("visitors-not-located", "The address of a visitor tells no country."),
    # the catalogue
    _lie("unpriced-products-hidden", "Products without a price in the pricelist are not listed."),
    _lie("unpriced-products-free", "Products without a price have the price zero."),
    _lie("unpriced-items-sold", "Items without a price can be added to the selection."),
    _lie("market-shows-everything", "Products of other markets are listed too."),
    _lie("shows-wholesale-products", "Products of the wholesale store are listed too."),
    _lie("pricelist-variable-ignored", "The pricelist variable of server mode changes nothing."),
    _lie("prices-lose-text", "Prices come as numbers only, their text is missing."),
    _lie("money-with-blanks", "Amounts are written with ordinary blanks instead of no-break spaces."),
    _lie("ids-are-numbers", "IDs of products, brands, collections and categories are numbers instead of text."),
    _lie("product-is-backend-id", "The product property holds the ID of the admin instead of the display item's."),
    _lie("brands-missing", "Products and filters lose their brands."),
    _lie("attributes-missing", "Custom attributes of products and variants are not returned."),
    _lie("campaigns-without-effect", "Campaign prices are not applied."),
    _lie("items-without-stock", "Items of products do not tell their stock."),
    _lie("sold-out-items-in-stock", "Items that are sold out are shown as in stock."),
    _lie("limit-ignored", "limit and skipFirst change nothing."),
    _lie("product-count-of-page", "productCount counts the products of the page only."),
    _lie("filters-ignored", "categories, collections, brands and attribute filters change nothing."),
    _lie("filter-missing", "Lists of products come without the filter values."),
    _lie("filter-totals-shrink", "totalCount counts filtered products only."),
    _lie("only-available-ignored", "onlyAvailable changes nothing."),
    _lie("sort-order-ignored", "sortOrder changes nothing."),
    _lie("search-is-literal", "Free-text search finds exact spellings only."),
    _lie("search-keeps-marks", "For the search, letters with and without marks are different letters.", _LIST),
    _lie("search-plain-latin-only", "A search for words with letters beyond plain Latin finds nothing.", _LIST),
    _lie("search-without-sku", "The search looks at names and descriptions and not at SKUs.", _LIST),
    _lie("short-words-corrected", "Words of three letters are found with a wrong letter too.", _LIST),
    _lie("sorts-by-anything", "Products can be sorted by fields that the documentation does not list.", _LIST),
    _lie("internal-product-not-found", "Products are not found by the id that they have in the admin.", _LIST),
    _lie("single-product-is-last", "GET /products/{product} answers the last product, whichever is asked for.", _SINGLE),
    _lie("related-products-whole", "Related products come with complete data without being asked for."),
    _lie("uri-ignores-for", "POST /uri finds products when only categories are asked for."),
    _lie("uri-not-found-is-200", "POST /uri answers 200 with an empty object where nothing is found."),
    _lie("categories-without-parent", "Subcategories do not name the category that they are in."),
    # set-up lists
    _lie("countries-not-shippable", "GET /countries lists countries that are not shipped to."),
    _lie("countries-without-ship-to", "GET /countries/all does not tell which countries are shipped to."),
    _lie("languages-missing", "Answers lose the language and the list of languages."),
    _lie("markets-empty", "GET /markets and GET /pricelists answer empty lists."),
    # the selection
    _lie("adds-two", "Adding an item puts two pieces of it into the selection.", "POST /items/{item}"),
    _lie("plans-join-one-line", "The same item under two subscription plans is one line.", "POST /items/{item}"),
    _lie("dropped-items-come-back", "Items that a change of country took out come back with the next one.", _COUNTRY),
    _lie(
        "shipping-of-old-country",
        "A change of country leaves the shipping method as it was, none where there was none.",
        _COUNTRY,
    ),
    _lie("payment-methods-of-every-country", "All payment methods are listed everywhere; not all can be chosen.", _COUNTRY),
    _lie("one-voucher-off-takes-all", "Taking one voucher off takes off the others too.", "DELETE /vouchers/{voucher}"),
    _lie("address-search-for-any-method", "Addresses are looked up for every payment method.", "POST /address-search"),
    _lie("unknown-items-accepted", "Adding an unknown item answers success."),
    _lie("same-item-new-line", "Adding an item again makes a second line."),
    _lie("line-quantity-kept", "Changing the quantity of a line changes nothing."),
    _lie("lines-not-removed", "Removing a line changes nothing."),
    _lie("country-keeps-prices", "A change of country changes neither currency nor prices."),
    _lie("country-not-changed", "A change of country changes nothing at all."),
    _lie("language-not-changed", "A change of language changes nothing."),
    _lie("selection-id-shown", "The selection's answer shows the ID of the selection."),
    _lie("grand-total-wrong", "The grand total forgets shipping and handling."),
    _lie("unknown-vouchers-accepted", "Adding an unknown voucher answers success."),
    _lie("vouchers-without-effect", "Vouchers are taken but lower nothing."),
    _lie("vouchers-not-removed", "Removing a voucher changes nothing."),
    _lie("voucher-leaves-its-discount", "A voucher that is taken off still lowers the grand total."),
    _lie("totals-wrong-abroad", "In a country that a session moved to with goods, the grand total forgets shipping."),
    _lie("sessions-mixed-up", "From the twelfth token on, a new session opens the selection of the one before it."),
    _lie("language-changes-prices", "A change of language makes the lines of a selection dearer."),
    _lie("country-changes-lines", "A change of country gives the lines new ids."),
    _lie("prices-not-restored", "Back in a country that was left before, lines cost more than they did there."),
    _lie("third-piece-free", "A line of three pieces or more is charged for one less."),
    _lie("quantity-of-all-lines", "Setting the pieces of a line sets those of all lines."),
    _lie("total-without-second-line", "The total of the items forgets all lines but the first."),
    _lie("shipping-charged-twice", "Shipping costs twice what its method says where there are several lines."),
    _lie("tax-told-twice", "The tax in the grand total is told twice over where there are several pieces."),
    _lie("large-amounts-cut", "The text of an amount of a hundred or more loses its first digit."),
    _lie("unknown-methods-accepted", "Unknown shipping and payment methods are answered with success."),
    # payment and order
    _lie("terms-not-needed", "A payment starts without the terms and conditions."),
    _lie("fields-not-needed", "A payment starts without the required checkout fields."),
    _lie("sold-out-not-noticed", "A payment starts although items are sold out."),
    _lie("payment-without-action", "POST /payment does not say what to do next."),
    _lie("initiate-only-completes", "paymentInitiateOnly completes the order."),
    _lie("empty-selection-sold", "A selection without products can be completed."),
    _lie("free-orders-paid", "An order that costs nothing has to be paid for through its method.", _PAY),
    _lie("pages-not-needed", "A payment starts without the pages to return to.", _PAY),
    _lie("result-without-order", "POST /payment-result answers an order that the store does not have."),
    _lie("external-result-with-200", "The result of an external payment is answered with 200, not with 201.", _RESULT),
    _lie("external-refusal-with-400", "A refused result of an external payment is answered with 400.", _RESULT),
    _lie("external-failure-makes-order", "The failed result of an external payment makes an order.", _RESULT),
    _lie("external-old-timestamp-accepted", "The timestamp of an external payment may be of any age.", _RESULT),
    _lie("external-raw-digest-wanted", "The signature of an external payment is of the digest, not of its hex text.", _RESULT),
    _lie("result-twice", "A second POST /payment-result places a second order."),
    _lie("result-fields-not-checked", "POST /payment-result takes anything for the answer of the payment provider."),
    _lie("selection-after-order", "GET /selection answers the old selection after the order was placed."),
    _lie("receipt-missing", "GET /receipt finds no order."),
    # customers
    _lie("login-always-works", "Login does not look at the password."),
    _lie("carts-not-merged", "Logging in drops what the selection of the session had.", _LOGIN),
    _lie("saved-cart-lost", "Logging in elsewhere does not find the selection of the customer.", _LOGIN),
    _lie("subscriptions-of-anybody", "Anybody can change the subscriptions of customers."),
    _lie("login-reveals-customers", "Login tells unknown customers from wrong passwords."),
    _lie("logged-in-missing", "Answers do not tell who is logged in."),
    _lie("logout-stays-logged-in", "Logout leaves the customer logged in."),
    _lie("register-twice", "An e-mail that is registered can be registered again."),
    _lie("weak-passwords-accepted", "Passwords of four characters are accepted."),
    _lie("account-without-login", "Operations of logged-in customers answer anybody."),
    _lie("orders-of-everybody", "POST /orders lists the orders of all customers."),
    _lie("orders-not-paged", "from and size change nothing in POST /orders."),
    _lie("customer-writes-forgotten", "Changes of address, e-mail and password are answered but not kept."),
    _lie("honeypot-refused", "A newsletter subscription with a filled honeypot is refused openly."),
    _lie("bad-email-subscribed", "The newsletter takes anything for an e-mail."),
    _lie("subscription-limits-lifted", "Quantities of subscriptions may be zero, plans may be any."),
    _lie("cancelled-can-be-restored", "A cancelled subscription can become active again.", _STATUS),
    _lie("cancelled-can-be-paused", "A cancelled subscription can become paused.", _STATUS),
    _lie("pause-forgotten", "Pausing a subscription answers success and changes nothing.", _STATUS),
    _lie("resuming-forgotten", "Resuming a subscription answers success and changes nothing.", _STATUS),
    _lie("cancelling-forgotten", "Cancelling a subscription answers success and changes nothing.", _STATUS),
    _lie("contract-moves-abroad", "A contract can be delivered to another country.", _ADDRESS),
    _lie("subscriptions-of-other-customers", "Customers who are logged in can change the subscriptions of others.", *_MANAGING),
    _lie(
        "stored-payment-of-other-customers",
        "Customers who are logged in can start the payment update of the contracts of others.",
        _START_PAYMENT,
    ),
    _lie("stored-payment-stays-failed", "A payment update answers success and the payment is Failed.", _STORED_RESULT),
    _lie("stored-payment-stays-pending", "A payment update answers success and the payment stays Pending.", _STORED_RESULT),
    _lie("added-without-payment", "Subscriptions are added to a contract whose payment was purged.", _ADD_SUBSCRIPTION),
    *(_lie(name, CONTRACT_SAYINGS[name], "POST /customer/subscriptions", *_MANAGING) for name in _OF_CONTRACTS),
    # wholesale
    _lie("lists-accounts", "GET /accounts and GET /delivery-windows answer what the wholesale store has."),
    _lie("buyers-log-in", "Buyers of wholesale accounts can log in with any password."),
)
