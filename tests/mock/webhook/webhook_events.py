"""Things that happen in a store and that webhooks tell."""

from __future__ import annotations

from datetime import timedelta

from centra_mock.domain.centra import Centra
from centra_mock.domain.check_first import decide_check_first
from centra_mock.domain.model import CheckFirst, OrderStatus
from centra_mock.domain.orders import confirm_order
from centra_mock.domain.shipments import create_shipment
from centra_mock.domain.stock import set_physical

__all__ = ["ask_shops", "everything", "ship", "write_stock"]


def ship(centra: Centra) -> int:
    """Make a shipment that may go, and give its id."""
    order = next(each for each in centra.orders.values() if each.status is OrderStatus.CONFIRMED and each.customer_id)
    return create_shipment(centra, order.number, good_to_go=True).id


def write_stock(centra: Centra) -> list[str]:
    """Write the stock of a size, and give the ids that the webshop knows it by."""
    size = next(iter(centra.product_sizes.values()))
    set_physical(centra, next(iter(centra.warehouses)), size.id, 77)
    return sorted(
        str(item.id)
        for item in centra.display_items.values()
        if item.variant_id == size.variant_id and centra.displays[item.display_id].store_id == 1
    )


def ask_shops(centra: Centra) -> tuple[int, list[int]]:
    """Let an order wait for two shops that have every piece; its number and the ids of the shops."""
    order = next(each for each in centra.orders.values() if each.status is OrderStatus.CONFIRMED and each.customer_id)
    shops = list(centra.warehouses)[-2:]
    for line in order.lines:
        for shop in shops:
            set_physical(centra, shop, line.product_size_id, 50)
    until = centra.now() + timedelta(hours=2)
    centra.check_firsts = [CheckFirst(order.number, shop, "created", until) for shop in shops]
    told = [{"warehouseId": shop, "expirationAt": until.astimezone().isoformat()} for shop in shops]
    centra.publish("check_first", "create", order.number, warehouses=told)
    return order.number, shops


def everything(centra: Centra) -> None:
    """A change of every kind that has a trigger."""
    write_stock(centra)
    ship(centra)
    confirm_order(centra, next(each.number for each in centra.orders.values() if each.status is OrderStatus.PENDING))
    centra.publish("order", "create", next(iter(centra.orders)))
    market = next(each for each in centra.markets.values() if each.store_id == 2)
    centra.publish("market", "update", market.id)
    display = next(each for each in centra.displays.values() if each.store_id == 1)
    display.status = "INACTIVE"
    centra.publish("display", "update", display.id)
    for kind, things in (
        ("brand", centra.brands),
        ("category", centra.categories),
        ("market", centra.markets),
        ("pricelist", centra.pricelists),
        ("warehouse", centra.warehouses),
        ("customer", centra.customers),
        ("account", centra.accounts),
        ("return", centra.returns),
    ):
        centra.publish(kind, "update", next(iter(things)))
    number, shops = ask_shops(centra)
    decide_check_first(centra, number, shops[0], True)
