"""How the Subscription API writes packages and subscriptions: money and dates as text, ids of other things as text.

Source: 05.api-references/subscription-api/01.api-reference (response examples).
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from centra_mock.domain.centra import Centra
from centra_mock.domain.model import Address, Package, PackageSubscription, Pricelist

__all__ = ["Json", "write_completed", "write_package", "write_subscription"]

Json = dict[str, object]


def write_package(centra: Centra, package: Package, pricelist: Pricelist) -> Json:
    """A package with its price in a pricelist and its products."""
    return {
        "id": package.id,
        "name": package.name,
        "price": money(package.price_by_pricelist[pricelist.id]),
        "currency": pricelist.currency_code,
        "products": [_write_product(centra, size_id) for size_id, _ in package.products],
    }


def write_subscription(centra: Centra, made: PackageSubscription) -> Json:
    """A subscription as an element of ``subscriptions``."""
    return {
        "status": made.status,
        "id": made.id,
        **_sums(centra, made),
        **_dates(made),
        "pricelist": str(made.pricelist_id),
        "packages": [str(each) for each in made.package_ids],
        "address": _write_address(made.address),
        "customer": str(made.customer_id),
    }


def write_completed(centra: Centra, made: PackageSubscription) -> Json:
    """A subscription as the answer of its payment: flat, without pricelist, packages and customer."""
    return {
        "status": "ok",
        "id": made.id,
        **_sums(centra, made),
        "address": _write_address(made.address),
        **_dates(made),
        "receipt": made.receipt,
    }


def money(value: Decimal) -> str:
    """An amount as text with two places."""
    return f"{value:.2f}"


def _sums(centra: Centra, made: PackageSubscription) -> Json:
    pieces = [
        quantity
        for package_id in made.package_ids
        if package_id in centra.packages
        for _, quantity in centra.packages[package_id].products
    ]
    return {
        "amount": money(made.amount),
        "shipping": money(made.shipping),
        "itemCount": sum(pieces),
        "currency": made.currency_code,
    }


def _dates(made: PackageSubscription) -> Json:
    return {
        "createdAt": f"{made.created_at:%Y-%m-%d %H:%M:%S}",
        "startDate": _day(made.start_date),
        "nextOrderDate": _day(made.next_order_date),
        "interval": made.interval,
        "intervalType": "Month" if made.interval_type == "M" else "Day",
    }


def _day(value: date) -> str:
    return value.isoformat()


def _write_address(address: Address) -> Json:
    return {
        "firstName": address.first_name,
        "lastName": address.last_name,
        "phoneNumber": address.phone,
        "address1": address.address1,
        "address2": address.address2,
        "zipCode": address.zip_code,
        "city": address.city,
        "state": address.state,
        "country": address.country,
    }


def _write_product(centra: Centra, product_size_id: int) -> Json:
    size = centra.product_sizes[product_size_id]
    variant = centra.variants[size.variant_id]
    product = centra.products[variant.product_id]
    return {"id": str(product.id), "size": size.size_name, "variant": variant.name, "product": product.name}
