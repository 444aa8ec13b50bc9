"""Customers, vouchers, supplier deliveries and subscriptions keep their rules."""

from __future__ import annotations

import pytest

from centra_mock.domain.centra import Centra, DomainError
from centra_mock.domain.customers import anonymize_customer, log_in, register_customer
from centra_mock.domain.model import Address
from centra_mock.domain.seed import build_centra, seeded_password
from centra_mock.domain.stock import stock_in
from centra_mock.domain.subscriptions import set_package_status, set_status
from centra_mock.domain.suppliers import accept_delivery, open_deliveries
from centra_mock.domain.vouchers import clone_voucher


@pytest.fixture
def centra() -> Centra:
    return build_centra(9)


def test_a_registered_customer_logs_in_and_nobody_else_does(centra: Centra) -> None:
    """A wrong password and an unknown e-mail are told apart by nobody."""
    customer = next(each for each in centra.customers.values() if each.registered)
    assert log_in(centra, 1, customer.email.upper(), seeded_password(9)) is customer
    for email, password in ((customer.email, "wrong"), ("nobody@example.com", "wrong"), (customer.email, "")):
        with pytest.raises(DomainError, match="incorrect"):
            log_in(centra, 1, email, password)


def test_registering_needs_an_unused_email_and_five_characters(centra: Centra) -> None:
    """Each lack has its own reason."""
    taken = next(each.email for each in centra.customers.values() if each.registered)
    reasons = []
    for email, password in ((taken, "long enough"), ("new@example.com", "four"), ("no address", "long enough")):
        with pytest.raises(DomainError) as refusal:
            register_customer(centra, 1, Address(email=email), password)
        reasons.append(refusal.value.code)
    assert reasons == ["email-taken", "weak-password", "email-required"]


def test_anonymizing_works_once_and_reaches_the_orders(centra: Centra) -> None:
    """The person is gone from customer and orders."""
    order = next(each for each in centra.orders.values() if each.customer_id)
    email = order.billing_address.email
    anonymize_customer(centra, order.customer_id or 0)
    assert email not in {order.billing_address.email, order.shipping_address.email}
    with pytest.raises(DomainError, match="already anonymized"):
        anonymize_customer(centra, order.customer_id or 0)


@pytest.mark.parametrize(
    "name, code", [("Automatic spring", "automatic"), ("Trade", "other-store"), ("Withdrawn", "voucher-not-found")]
)
def test_some_vouchers_cannot_be_copied(centra: Centra, name: str, code: str) -> None:
    """Automatic ones, those of other stores and cancelled ones."""
    voucher = next(each for each in centra.vouchers.values() if each.name == name)
    with pytest.raises(DomainError) as refusal:
        clone_voucher(centra, 1, voucher.id, code="COPY1")
    assert refusal.value.code == code


def test_a_copied_voucher_is_the_template_under_another_code(centra: Centra) -> None:
    """The template stays."""
    template = next(each for each in centra.vouchers.values() if each.name == "Template ten percent")
    made = clone_voucher(centra, 1, template.id, code="COPY1", status="active")
    assert (made.value, made.code, template.code != "COPY1") == (template.value, "COPY1", True)


def test_an_under_delivery_makes_a_further_one_and_stock_grows(centra: Centra) -> None:
    """And a delivery is accepted once."""
    delivery = open_deliveries(centra, next(iter(centra.warehouses)))[0]
    line = delivery.lines[0]
    before = stock_in(centra, delivery.warehouse_id, line.product_size_id).physical
    rest = accept_delivery(centra, delivery, {line.product_size_id: line.quantity - 1})
    assert stock_in(centra, delivery.warehouse_id, line.product_size_id).physical == before + line.quantity - 1
    assert rest is not None and rest.number.startswith(f"{delivery.supplier_order_id}-") and rest.lines[0].quantity == 1
    with pytest.raises(DomainError, match="accepted"):
        accept_delivery(centra, delivery, {line.product_size_id: 1})


def test_cancelling_a_subscription_is_final(centra: Centra) -> None:
    """For contracts and for packages alike."""
    subscription = next(iter(centra.subscriptions))
    set_status(centra, subscription, "cancelled")
    with pytest.raises(DomainError):
        set_status(centra, subscription, "active")
    packages = next(each.id for each in centra.package_subscriptions.values() if each.status == "active")
    set_package_status(centra, packages, "cancelled")
    with pytest.raises(DomainError, match="Cannot restore cancelled subscription"):
        set_package_status(centra, packages, "active")
