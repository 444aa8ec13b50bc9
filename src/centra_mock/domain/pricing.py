"""What things cost: pricelist, campaign, voucher, tax, shipping and handling, for selections and for orders.

Source: 01.overview/05.promo, 01.overview/06.taxes; prices of the retail store contain tax, wholesale prices do not.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal

from centra_mock.domain.centra import Centra, DomainError
from centra_mock.domain.model import AppliedDiscount, Campaign, Order, OrderLine, PriceAlteration, Selection, Voucher

__all__ = [
    "Context",
    "OrderTotals",
    "Priced",
    "SelectionTotals",
    "context_of_country",
    "discounts_for",
    "order_totals",
    "price_of_variant",
    "round_money",
    "selection_totals",
    "tax_inside",
    "tax_percent_of",
    "unit_price_of",
    "voucher_fits",
]

CENT = Decimal("0.01")
ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Context:
    """What a country means for a shopper of a store."""

    country: str
    market_id: int
    pricelist_id: int
    language_code: str


@dataclass(frozen=True, slots=True)
class Priced:
    """A price now: ``price`` is what is paid, ``original`` the pricelist's; they differ in a campaign."""

    price: Decimal
    original: Decimal
    currency_code: str
    campaign_id: int | None = None

    @property
    def off_percent(self) -> Decimal:
        """How many percent the campaign takes off, not rounded to whole ones."""
        return ZERO if not self.original else round_money((self.original - self.price) / self.original * 100)


@dataclass(frozen=True, slots=True)
class SelectionTotals:
    """The sums of a cart, in its pricelist's currency."""

    items: Decimal
    discount: Decimal  # positive
    shipping: Decimal
    handling: Decimal
    tax_percent: Decimal
    tax_included: Decimal
    grand_total: Decimal
    discounts: tuple[AppliedDiscount, ...]


@dataclass(frozen=True, slots=True)
class OrderTotals:
    """The sums of an order: ``breakdown`` maps a tax percentage to the tax in the grand total."""

    items: Decimal
    items_tax: Decimal
    discount: Decimal  # positive
    shipping: Decimal
    handling: Decimal
    tax_included: Decimal
    tax_added: Decimal
    tax_deducted: Decimal
    grand_total: Decimal
    breakdown: tuple[tuple[Decimal, Decimal], ...]

    @property
    def tax(self) -> Decimal:
        """All tax in the grand total."""
        return self.tax_included + self.tax_added


def round_money(value: Decimal, decimals: int = 2) -> Decimal:
    """Commercial rounding."""
    return value.quantize(CENT if decimals == 2 else Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def context_of_country(centra: Centra, store_id: int, country: str) -> Context:
    """Market, pricelist and language of a country; the store's defaults where nothing names the country."""
    store = centra.stores[store_id]
    market_id, pricelist_id = store.default_market_id, store.default_pricelist_id
    for market in centra.markets.values():
        if market.store_id == store_id and country in market.country_codes:
            market_id = market.id
            break
    for pricelist in centra.pricelists.values():
        if pricelist.store_id == store_id and pricelist.status == "ACTIVE" and country in pricelist.country_codes:
            pricelist_id = pricelist.id
            break
    known = centra.countries.get(country)
    default = next((each.code for each in centra.languages.values() if each.is_default), "en")
    return Context(country, market_id, pricelist_id, known.language_code if known else default)


def price_of_variant(
    centra: Centra, variant_id: int, pricelist_id: int, market_id: int | None = None, *, at: datetime | None = None
) -> Priced | None:
    """The price of a variant, ``None`` where the pricelist has none; the best running campaign of the market counts."""
    entry = centra.prices.get((pricelist_id, variant_id))
    pricelist = centra.pricelists.get(pricelist_id)
    if entry is None or pricelist is None:
        return None
    moment = at or centra.now()
    original = _altered(centra, pricelist.store_id, pricelist_id, variant_id, moment) or entry.price
    best: Campaign | None = None
    for campaign in _running(centra, pricelist.store_id, moment):
        counts = pricelist_id in campaign.pricelist_ids and variant_id in campaign.variant_ids
        if counts and market_id in (None, *campaign.market_ids) and (best is None or campaign.percent > best.percent):
            best = campaign
    if best is None:
        return Priced(original, original, pricelist.currency_code)
    decimals = centra.currencies[pricelist.currency_code].decimals
    price = round_money(original * (100 - best.percent) / 100, decimals)
    return Priced(price, original, pricelist.currency_code, best.id)


def tax_percent_of(centra: Centra, country: str) -> Decimal:
    """The tax that the retail store's prices contain for a country; 0 before a country is known."""
    known = centra.countries.get(country)
    return known.tax_percent if known else ZERO


def tax_inside(amount: Decimal, percent: Decimal) -> Decimal:
    """The tax contained in an amount, to two places: 99.99 at 25 percent holds 20."""
    return round_money(amount * percent / (100 + percent))


def discounts_for(
    centra: Centra, codes: Iterable[str], pricelist_id: int, market_id: int, items: Decimal
) -> list[AppliedDiscount]:
    """What vouchers take off goods worth ``items``; never more than is left. Unknown or unfit codes take nothing."""
    left, applied = items, []
    for voucher in _vouchers(centra, codes):
        if not voucher_fits(centra, voucher, market_id):
            continue
        if voucher.type == "percentoff":
            value = round_money(items * (voucher.value or ZERO) / 100)
        else:
            value = voucher.value_by_pricelist.get(pricelist_id, ZERO)
        value = min(value, left)
        if value > 0:
            left -= value
            applied.append(AppliedDiscount(voucher.name, value, voucher.id, voucher.code))
    return applied


def voucher_fits(centra: Centra, voucher: Voucher, market_id: int) -> bool:
    """Whether a voucher may be used now in a market: active, in its dates, below its limit."""
    today = centra.now().date().isoformat()
    return (
        voucher.status == "active"
        and (not voucher.market_ids or market_id in voucher.market_ids)
        and (not voucher.start_date or voucher.start_date <= today)
        and (not voucher.stop_date or today <= voucher.stop_date)
        and (not voucher.limit or voucher.uses < voucher.limit)
    )


def selection_totals(centra: Centra, selection: Selection) -> SelectionTotals:
    """The sums of a cart."""
    items = ZERO
    for line in selection.lines:
        items += unit_price_of(centra, selection, line.id) * line.quantity
    automatic = [voucher.code for voucher in centra.vouchers.values() if voucher.automatic]
    discounts = discounts_for(centra, [*selection.voucher_codes, *automatic], selection.pricelist_id, selection.market_id, items)
    discount = sum((each.value for each in discounts), ZERO)
    shipping, handling = _shipping(centra, selection, items - discount), _handling(centra, selection)
    grand_total = items - discount + shipping + handling
    percent = tax_percent_of(centra, selection.country)
    return SelectionTotals(
        items, discount, shipping, handling, percent, tax_inside(grand_total, percent), grand_total, tuple(discounts)
    )


def unit_price_of(centra: Centra, selection: Selection, line_id: str) -> Decimal:
    """What one piece of a cart line costs, with the discount of its subscription plan."""
    line = next(each for each in selection.lines if each.id == line_id)
    if line.gift_certificate_id is not None:
        return line.gift_amount or ZERO
    variant_id = centra.display_items[line.display_item_id].variant_id
    priced = price_of_variant(centra, variant_id, selection.pricelist_id, selection.market_id)
    if priced is None:
        raise DomainError("no-price", "product has no price", field="item")
    if line.subscription_plan_id is None:
        return priced.price
    plan = centra.subscription_plans[line.subscription_plan_id]
    return round_money(priced.price * (100 - plan.discount_percent) / 100)


def order_totals(centra: Centra, order: Order) -> OrderTotals:
    """The sums of an order over what is still ordered."""
    items = sum((line.unit_price * line.quantity for line in order.lines), ZERO)
    discount = sum((each.value for each in order.discounts), ZERO)
    extra = order.shipping_value + order.handling_value
    by_percent = _goods_by_percent(order.lines)
    highest = max(by_percent, default=ZERO)
    share = (items - discount) / items if items else ZERO
    breakdown: dict[Decimal, Decimal] = {}
    for percent, amount in by_percent.items():
        base = amount * share + (extra if percent == highest else ZERO)
        tax = tax_inside(base, percent) if order.tax_included else round_money(base * percent / 100)
        if percent:
            breakdown[percent] = tax
    tax_total = sum(breakdown.values(), ZERO)
    net = items - discount + extra
    added = ZERO if order.tax_included else tax_total
    items_tax = sum(
        (
            tax_inside(amount, percent) if order.tax_included else round_money(amount * percent / 100)
            for percent, amount in by_percent.items()
        ),
        ZERO,
    )
    return OrderTotals(
        items=items,
        items_tax=items_tax,
        discount=discount,
        shipping=order.shipping_value,
        handling=order.handling_value,
        tax_included=tax_total if order.tax_included else ZERO,
        tax_added=added,
        tax_deducted=ZERO,
        grand_total=net + added,
        breakdown=tuple(sorted(breakdown.items())),
    )


def _goods_by_percent(lines: Iterable[OrderLine]) -> dict[Decimal, Decimal]:
    sums: dict[Decimal, Decimal] = {}
    for line in lines:
        sums[line.tax_percent] = sums.get(line.tax_percent, ZERO) + line.unit_price * line.quantity
    return sums


def _running(centra: Centra, store_id: int, moment: datetime) -> Iterable[Campaign]:
    for campaign in centra.campaigns.values():
        runs = campaign.status == "ACTIVE" and campaign.start_date <= moment <= campaign.stop_date
        if runs and campaign.store_id == store_id:
            yield campaign


def _altered(centra: Centra, store_id: int, pricelist_id: int, variant_id: int, moment: datetime) -> Decimal | None:
    active: PriceAlteration
    for active in centra.price_alterations.values():
        if active.store_id == store_id and active.status == "ACTIVE" and active.start_date <= f"{moment:%Y-%m-%d}":
            return active.prices.get((pricelist_id, variant_id))
    return None


def _vouchers(centra: Centra, codes: Iterable[str]) -> list[Voucher]:
    wanted = list(dict.fromkeys(code.lower() for code in codes))
    return [each for code in wanted for each in centra.vouchers.values() if each.code.lower() == code][:20]


def _shipping(centra: Centra, selection: Selection, goods: Decimal) -> Decimal:
    option = centra.shipping_options.get(selection.shipping_method)
    if option is None or not selection.lines:
        return ZERO
    free_from = option.free_from_by_pricelist.get(selection.pricelist_id)
    if free_from is not None and goods >= free_from:
        return ZERO
    return option.price_by_pricelist.get(selection.pricelist_id, ZERO)


def _handling(centra: Centra, selection: Selection) -> Decimal:
    method = centra.payment_methods.get(selection.payment_method)
    if method is None or not selection.lines:
        return ZERO
    return method.handling_cost_by_pricelist.get(selection.pricelist_id, ZERO)
