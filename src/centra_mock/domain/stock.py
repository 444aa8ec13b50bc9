"""Stock: what is on the shelf, what is promised to orders, what can still be sold.

Per stock item and warehouse, physical = free to allocate + allocated. Ordering moves pieces from free to allocated,
completing a shipment takes them off the shelf. Source: 01.overview/04.stock, 04.order-api/302 and 303.
"""

from __future__ import annotations

from dataclasses import dataclass

from centra_mock.domain.catalogue import product_of
from centra_mock.domain.centra import Centra, DomainError
from centra_mock.domain.model import Order, OrderLine, Stock, WarehouseDelivery

__all__ = [
    "StockTotals",
    "allocate_line",
    "available_in_market",
    "deliver",
    "release_line",
    "set_physical",
    "shipped_quantity",
    "stock_in",
    "stock_totals",
    "take_off_shelf",
]


@dataclass(frozen=True, slots=True)
class StockTotals:
    """The figures of a stock item over some warehouses."""

    physical: int
    allocated: int
    free: int
    demand: int  # ordered but not allocated
    incoming: int
    on_delivery: int

    @property
    def available_now(self) -> int:
        """Free to allocate, less what is ordered without being allocated."""
        return self.free - self.demand

    @property
    def available(self) -> int:
        """Available now, and what suppliers will bring."""
        return self.available_now + self.incoming


def stock_in(centra: Centra, warehouse_id: int, product_size_id: int) -> Stock:
    """The stock of an item in a warehouse; made empty when it is asked for the first time."""
    key = (warehouse_id, product_size_id)
    if key not in centra.stocks:
        centra.stocks[key] = Stock(warehouse_id, product_size_id)
    return centra.stocks[key]


def stock_totals(centra: Centra, product_size_id: int, warehouse_id: int | None = None) -> StockTotals:
    """The figures of an item in one warehouse or in all; demand is only known over all."""
    rows = [
        stock_in(centra, each, product_size_id) for each in (list(centra.warehouses) if warehouse_id is None else [warehouse_id])
    ]
    demand = _demand(centra, product_size_id) if warehouse_id is None else 0
    coming, travelling = _coming(centra, product_size_id, warehouse_id)
    physical, allocated = sum(row.physical for row in rows), sum(row.allocated for row in rows)
    return StockTotals(physical, allocated, physical - allocated, demand, coming, travelling)


def available_in_market(centra: Centra, product_size_id: int, market_id: int | None, rule_id: int | None = None) -> int:
    """How many pieces can be sold in a market (in any warehouse when ``None``); a bundle is limited by its parts.

    ``rule_id`` names another allocation rule than that of the market.
    """
    product = product_of(centra, centra.product_sizes[product_size_id])
    if product.is_bundle:
        return min(
            (
                available_in_market(centra, part.product_size_id, market_id, rule_id) // part.quantity
                for part in product.bundle_parts
            ),
            default=0,
        )
    return sum(
        max(0, centra.stocks[key].free)
        for each in _warehouses(centra, market_id, rule_id)
        if (key := (each, product_size_id)) in centra.stocks
    )


def set_physical(centra: Centra, warehouse_id: int, product_size_id: int, quantity: int) -> Stock:
    """Write the absolute quantity on the shelf; below what is allocated it is raised to that, silently.

    Raises ``DomainError('bundle')`` for a bundle, which has no stock of its own. Source: 303.update-stock.
    """
    if product_of(centra, centra.product_sizes[product_size_id]).is_bundle:
        raise DomainError("bundle", "product is a bundle")
    stock = stock_in(centra, warehouse_id, product_size_id)
    stock.physical = max(quantity, stock.allocated)
    _publish_stock(centra, product_size_id, warehouse_id)
    return stock


def deliver(centra: Centra, warehouse_id: int, lines: dict[int, int], description: str = "") -> WarehouseDelivery:
    """Put goods into a warehouse: ``lines`` maps product size id to pieces, negative ones are taken out.

    Raises ``DomainError('stock')`` and changes nothing when more is taken out than is free.
    """
    for product_size_id, quantity in lines.items():
        if stock_in(centra, warehouse_id, product_size_id).free + quantity < 0:
            raise DomainError("stock", "not enough stock", detail=product_size_id)
    delivery = WarehouseDelivery(centra.next_id("warehouse_delivery"), warehouse_id, description, dict(lines), centra.now())
    centra.warehouse_deliveries[delivery.id] = delivery
    for product_size_id, quantity in lines.items():
        stock_in(centra, warehouse_id, product_size_id).physical += quantity
        _publish_stock(centra, product_size_id, warehouse_id)
    return delivery


def allocate_line(centra: Centra, order: Order, line: OrderLine) -> int:
    """Reserve what a line still needs, as far as there is stock; answers how many pieces are missing."""
    missing = line.quantity - sum(line.allocations.values()) - shipped_quantity(centra, line)
    if line.is_bundle or line.product_size_id not in centra.product_sizes:
        return 0
    for warehouse_id in _warehouses(centra, order.market_id, order.allocation_rule_id):
        if missing <= 0:
            break
        stock = stock_in(centra, warehouse_id, line.product_size_id)
        taken = max(0, min(missing, stock.free))
        if taken:
            stock.allocated += taken
            line.allocations[warehouse_id] = line.allocations.get(warehouse_id, 0) + taken
            missing -= taken
            _publish_stock(centra, line.product_size_id, warehouse_id)
    return missing


def release_line(centra: Centra, line: OrderLine, quantity: int) -> None:
    """Give reserved pieces of a line back to the free stock, at most ``quantity``."""
    for warehouse_id in sorted(line.allocations, reverse=True):
        given = min(quantity, line.allocations[warehouse_id])
        stock_in(centra, warehouse_id, line.product_size_id).allocated -= given
        _lower(line, warehouse_id, given)
        quantity -= given
        if given:
            _publish_stock(centra, line.product_size_id, warehouse_id)


def take_off_shelf(centra: Centra, line: OrderLine, quantity: int, warehouse_id: int | None = None) -> None:
    """Ship pieces of a line: reserved ones leave the shelf, those of ``warehouse_id`` first."""
    for each in sorted(line.allocations, key=lambda known: (known != warehouse_id, known)):
        taken = min(quantity, line.allocations[each])
        stock = stock_in(centra, each, line.product_size_id)
        stock.physical -= taken
        stock.allocated -= taken
        _lower(line, each, taken)
        quantity -= taken
        if taken:
            _publish_stock(centra, line.product_size_id, each)


def shipped_quantity(centra: Centra, line: OrderLine) -> int:
    """How many pieces of an order line have left the warehouse."""
    return sum(
        each.quantity
        for shipment in centra.shipments.values()
        if shipment.shipped
        for each in shipment.lines
        if each.order_line_id == line.id
    )


def _lower(line: OrderLine, warehouse_id: int, quantity: int) -> None:
    line.allocations[warehouse_id] -= quantity
    if not line.allocations[warehouse_id]:
        del line.allocations[warehouse_id]


def _warehouses(centra: Centra, market_id: int | None, rule_id: int | None = None) -> list[int]:
    if rule_id in centra.allocation_rules:
        return centra.allocation_rules[rule_id].warehouse_ids
    if market_id is None or market_id not in centra.markets:
        return list(centra.warehouses)
    rule = centra.allocation_rules.get(centra.markets[market_id].allocation_rule_id)
    return rule.warehouse_ids if rule else list(centra.warehouses)


def _demand(centra: Centra, product_size_id: int) -> int:
    return sum(
        max(0, line.quantity - sum(line.allocations.values()) - shipped_quantity(centra, line))
        for order in centra.orders.values()
        if 1 <= order.status <= 3
        for line in order.lines
        if line.product_size_id == product_size_id
    )


def _coming(centra: Centra, product_size_id: int, warehouse_id: int | None) -> tuple[int, int]:
    coming = sum(
        line.quantity
        for order in centra.supplier_orders.values()
        if order.confirmed and warehouse_id in (None, order.warehouse_id)
        for line in order.lines
        if line.product_size_id == product_size_id
    )
    came = travelling = 0
    for delivery in centra.supplier_deliveries.values():
        if warehouse_id in (None, delivery.warehouse_id):
            for line in delivery.lines:
                if line.product_size_id == product_size_id:
                    came += line.accepted or 0
                    travelling += 0 if delivery.accepted else line.quantity
    return max(0, coming - came), travelling


def _publish_stock(centra: Centra, product_size_id: int, warehouse_id: int) -> None:
    centra.publish("stock", "update", product_size_id, warehouse_id=warehouse_id)
