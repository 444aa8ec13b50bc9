"""The lies of the Subscription API face.

Those about answers are in ``distortions`` and ``untruths``. Source: 05.api-references/subscription-api.
"""

from __future__ import annotations

from centra_mock.faces.subscription.distortions import DISTORTIONS
from centra_mock.faces.subscription.untruths import UNTRUTHS
from centra_mock.lies import Lie

__all__ = ["KEPT", "LIES", "REQUIRED"]

REQUIRED = ("name", "sname", "email", "country", "package", "payment")
KEPT = ("address", "city", "coaddress", "phoneNumber", "sname", "state", "zipcode")


def _lie(name: str, says: str) -> Lie:
    return Lie(f"subscription-{name}", "subscription", says)


_BEHAVIOUR: tuple[Lie, ...] = (
    _lie("answers-nothing", "Every read answers an empty list."),
    _lie("refuses-everything", "Every operation that writes fails."),
    _lie("unknown-operations-answer", "Operations that the documentation does not know answer success."),
    _lie("needs-no-secret", "Calls without API-Authorization are answered."),
    _lie("wrong-secret-accepted", "Any text in API-Authorization opens the API."),
    _lie("gone", "Every operation answers 410, as if the deprecated API had been removed."),
    _lie("failures-with-status-400", "Failures have the HTTP status 400."),
    _lie("failures-say-ok", "Failures say ok and nothing else."),
    _lie("content-type-html", "JSON is sent as text/html."),
    _lie("correlation-id-lost", "The X-Correlation-ID of a request is not mirrored."),
    _lie("forms-not-read", "The fields of urlencoded bodies are not read."),
    _lie("retired-packages-listed", "Packages that are not active are listed."),
    _lie("required-fields-optional", "Required fields of a new subscription may be left out."),
    _lie("consents-forgotten", "Consents of a new subscription are not kept."),
    _lie("consent-language-checked", "The language of a consent has to be a locale."),
    _lie("start-ignored", "Every subscription starts today."),
    _lie("starts-tomorrow", "Without startdate a subscription starts tomorrow."),
    _lie("interval-ignored", "Every subscription has an interval of 14."),
    _lie("interval-defaults-to-30", "Without interval a subscription has an interval of 30."),
    _lie("interval-type-ignored", "Every interval is in days."),
    _lie("interval-defaults-to-months", "Without intervaltype an interval is in months."),
    _lie("newsletter-lost", "The wish for a newsletter is not kept."),
    _lie("only-first-package", "Only the first package of several is subscribed to."),
    _lie("value-unlike-amount", "The value to pay is not the amount of the subscription."),
    _lie("currency-unlike-pricelist", "The currency to pay is not that of the subscription."),
    *(_lie(f"{name}-optional", f"A new subscription needs no {name}.") for name in REQUIRED),
    *(_lie(f"{name.lower()}-lost", f"{name} of a new subscription is not kept.") for name in KEPT),
    _lie("another-country-kept", "A new subscription has another country than was sent."),
    _lie("complete-before-payment", "A subscription is active before it is paid."),
    _lie("failed-payment-accepted", "A failed payment completes the subscription."),
    _lie("payment-without-effect", "The payment answers success and completes nothing."),
    _lie("payment-answers-list", "The payment answers a list of subscriptions."),
    _lie("unknown-subscription-found", "An unknown id finds another subscription."),
    _lie("ordered-at-once", "The first order is placed with the payment, before the day of the start."),
    _lie("payment-of-unknown-accepted", "The payment of an unknown subscription is answered with success."),
    _lie("cancelled-can-be-paid", "The payment of a cancelled subscription makes it active again."),
    _lie("payment-makes-another", "A payment that is registered makes another subscription."),
    _lie("klarna-without-receipt", "Payments by Klarna leave no receipt."),
    _lie("packages-without-pricelist", "GET packages needs no pricelist."),
    _lie("packages-of-unknown-pricelist", "An unknown pricelist has the packages of the first one."),
    _lie("packages-in-another-pricelist", "Packages have the prices of another pricelist."),
    _lie("list-without-cancelled", "The list leaves cancelled subscriptions out."),
    _lie("list-shows-one", "The list has one subscription at most."),
    _lie("customer-id-refused", "GET subscriptions/{id} finds nothing when customerId is sent."),
    _lie("list-needs-no-email", "The list without customerEmail has every subscription."),
    _lie("list-ignores-email", "The list has the subscriptions of every customer."),
    _lie("list-only-active", "The list has active subscriptions only."),
    _lie("update-without-effect", "An update answers success and changes nothing."),
    _lie("any-status-accepted", "Unknown states are accepted without a word."),
    _lie("cancelled-can-be-restored", "A cancelled subscription can become active again."),
    _lie("cancelled-can-be-paused", "A cancelled subscription can become paused."),
    _lie("unpaid-can-be-activated", "An update makes a subscription active that was never paid."),
    _lie("can-be-deleted", "DELETE subscription/{id} deletes a subscription."),
    _lie("restoring-says-ok", "Restoring a cancelled subscription changes nothing and answers success."),
    _lie("pausing-refused", "No subscription can be paused."),
    _lie("resuming-refused", "A paused subscription cannot become active."),
    _lie("cancelling-refused", "No subscription can be cancelled."),
    _lie("update-answers-before", "An update answers the status from before."),
    _lie("update-of-others", "An update changes every subscription of the customer."),
    _lie("update-without-status-cancels", "An update without a status cancels the subscription."),
    _lie("reads-need-no-secret", "Reads without API-Authorization are answered."),
    _lie("writes-need-no-secret", "Operations that write are done without API-Authorization."),
)

LIES: tuple[Lie, ...] = (
    *_BEHAVIOUR,
    *(_lie(each.name, each.says) for each in DISTORTIONS),
    *(_lie(name, says) for name, (says, _) in UNTRUTHS.items()),
)
