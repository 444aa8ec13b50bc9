"""Creating a subscription of packages, to be completed by its payment.

Source: 05.api-references/subscription-api/01.api-reference/101.create-subscription.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from urllib.parse import quote

from centra_mock.domain.centra import Centra, DomainError
from centra_mock.domain.customers import customer_for_order, merge_consents, note_customer_change
from centra_mock.domain.model import Address, Consent, Package, PaymentMethod
from centra_mock.domain.pricing import context_of_country
from centra_mock.domain.subscriptions import choose_packages, create_package_subscription, is_for_sale
from centra_mock.faces.subscription.forms import Form
from centra_mock.faces.subscription.lies import KEPT, REQUIRED
from centra_mock.faces.subscription.operations import Call, Failure
from centra_mock.faces.subscription.written import Json, money

__all__ = ["create"]

_NOT_REGISTERED = "Could not register customer"
_DEFAULT_INTERVAL = 14


def create(call: Call) -> Json:
    """``POST /subscription/order``: answers the id and where to pay; nothing is complete before the payment."""
    form, centra = call.body, call.centra
    _require(call)
    method = _payment_method(centra, form.text("payment"))
    context = context_of_country(centra, _store_id(centra), form.text("country").upper())
    start, interval, interval_type = _schedule(call)
    packages = _packages(centra, form, context.pricelist_id)
    if call.told("only-first-package"):
        del packages[1:]
    address = _address(call)
    customer = customer_for_order(centra, _store_id(centra), address)
    customer.language_code = form.text("language").lower() or customer.language_code or context.language_code
    wants_newsletter = form.text("sendNewsletter").lower() in ("1", "true") and not call.told("newsletter-lost")
    customer.newsletter = customer.newsletter or wants_newsletter
    note_customer_change(centra, customer)
    consents = list(_consents(call))
    if consents and not call.told("consents-forgotten"):
        merge_consents(centra, customer, consents)
    made = create_package_subscription(
        centra,
        customer.id,
        context.pricelist_id,
        packages,
        address,
        payment_method=method.uri,
        start=start,
        interval=interval,
        interval_type=interval_type,
        shipping=_shipping(centra, context.pricelist_id),
    )
    if call.told("complete-before-payment"):
        made.complete, made.status = True, "active"
    back = quote(form.text("payment_url"), safe="")
    url = f"https://payments.example.com/{method.uri}/subscription/{made.id}?return={back}"
    payment: Json = {"url": url, "value": money(made.amount), "currency": made.currency_code}
    if call.told("value-unlike-amount"):
        payment["value"] = money(made.amount + 1)
    if call.told("currency-unlike-pricelist"):
        payment["currency"] = next(each for each in centra.currencies if each != made.currency_code)
    return {"status": "ok", "id": made.id, "payment": payment}


def _require(call: Call) -> None:
    form = call.body
    unfit = [name for name in REQUIRED if not form.texts(name) and not call.told(f"{name}-optional")]
    email, country = form.text("email"), form.text("country").upper()
    if email and "@" not in email:
        unfit.append("email")
    if country and country not in call.centra.countries:
        unfit.append("country")
    if unfit and not call.told("required-fields-optional"):
        raise Failure(_NOT_REGISTERED, errors=unfit)


def _payment_method(centra: Centra, uri: str) -> PaymentMethod:
    method = centra.payment_methods.get(uri)
    if method is None and not uri:  # a lie has let it pass
        return next(iter(centra.payment_methods.values()))
    if method is None:
        raise Failure("Bad Payment Method", message=f"There is no payment method {uri}")
    if method.external:
        raise Failure("Bad Payment Method", message=f"Payment method {uri} does not support subscriptions")
    return method


def _schedule(call: Call) -> tuple[date | None, int, str]:
    form = call.body
    start: date | None = None
    unfit: list[str] = []
    if form.text("startdate"):
        try:
            start = date.fromisoformat(form.text("startdate")[:10])
        except ValueError:
            unfit.append("startdate")
        if start == date.max:  # the first order would have no day
            unfit.append("startdate")
    interval = form.text("interval") or ("30" if call.told("interval-defaults-to-30") else str(_DEFAULT_INTERVAL))
    if not (interval.isascii() and interval.isdigit() and 1 <= int(interval[:5]) <= 999):
        unfit.append("interval")
    interval_type = form.text("intervaltype").upper() or ("M" if call.told("interval-defaults-to-months") else "D")
    if interval_type not in ("D", "M"):
        unfit.append("intervaltype")
    if unfit:
        raise Failure(_NOT_REGISTERED, errors=unfit)
    if start is None and call.told("starts-tomorrow"):
        start = call.centra.now().date() + timedelta(days=1)
    if call.told("start-ignored"):
        start = None
    if call.told("interval-ignored"):
        interval = str(_DEFAULT_INTERVAL)
    return start, int(interval), "D" if call.told("interval-type-ignored") else interval_type


def _packages(centra: Centra, form: Form, pricelist_id: int) -> list[Package]:
    texts = form.texts("package")
    if not texts:  # a lie has let it pass
        return [each for each in centra.packages.values() if is_for_sale(each, pricelist_id)][:1]
    if not all(text.isascii() and text.isdigit() and len(text) < 13 for text in texts):
        raise Failure(_NOT_REGISTERED, errors=["package"])
    try:
        return choose_packages(centra, pricelist_id, map(int, texts))
    except DomainError as problem:
        raise Failure(_NOT_REGISTERED, errors=["package"]) from problem


def _address(call: Call) -> Address:
    fields = tuple(each for each in call.body.fields if each[0] not in KEPT or not call.told(f"{each[0].lower()}-lost"))
    form = Form(fields)
    asked = form.text("country").upper()
    if call.told("another-country-kept"):
        asked = next(each for each in call.centra.countries if each != asked)
    return Address(
        first_name=form.text("name"),
        last_name=form.text("sname"),
        address1=form.text("address"),
        address2=form.text("coaddress"),
        zip_code=form.text("zipcode"),
        city=form.text("city"),
        state=form.text("state"),
        country=asked,
        email=form.text("email"),
        phone=form.text("phoneNumber"),
    )


def _consents(call: Call) -> Iterable[Consent]:
    """Consents as parallel maps (the example of the page) or nested by key (its table)."""
    form = call.body
    given, nested = form.keyed("consent"), form.nested("consent")
    parts = {part: form.keyed(f"consent_{part}") for part in ("name", "text", "version", "language")}
    now = call.centra.now()
    for key in [*given, *(each for each in nested if each not in given)]:
        inner = nested.get(key, {})
        values = {part: inner.get(f"consent_{part}", parts[part].get(key, "")) for part in parts}
        if call.told("consent-language-checked") and len(values["language"]) != 5:
            raise Failure(_NOT_REGISTERED, errors=["consent_language"])
        consented = given.get(key, "1").lower() not in ("0", "false", "")
        yield Consent(key, values["name"], consented, values["text"], values["language"], values["version"], now, now)


def _shipping(centra: Centra, pricelist_id: int) -> Decimal:
    default = centra.pricelists[pricelist_id].default_shipping_option_id
    for option in centra.shipping_options.values():
        if option.id == default:
            return option.price_by_pricelist.get(pricelist_id, Decimal(0))
    return Decimal(0)


def _store_id(centra: Centra) -> int:
    return next(store.id for store in centra.stores.values() if store.kind == "retail")
