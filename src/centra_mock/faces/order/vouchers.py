"""Vouchers: making simple ones, copying them, reading one.

``msg`` is an object here, with one text for each field. Source: 04.order-api/601.create-voucher, 602.clone-voucher,
603.get-voucher; 01.api-intro/01.api-functions (basic vouchers and copies only).
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

from centra_mock.domain.centra import Centra, DomainError
from centra_mock.domain.model import Voucher
from centra_mock.domain.vouchers import clone_voucher, create_voucher
from centra_mock.faces.order.asked import Asked, UnfitError, whole
from centra_mock.faces.order.plugin import plugin_store
from centra_mock.faces.order.wire import Call, Json, Refusal, refuse
from centra_mock.faces.order.written import amount, moment

__all__ = ["get_voucher", "make_voucher", "put_clone"]

_REQUIRED = ("name", "stopDate", "type", "store", "markets", "status")


def make_voucher(call: Call) -> Json:
    """``POST /voucher``: a simple voucher, ``percentoff`` or ``priceoff``."""
    asked = Asked(call.body)
    missing = {name: "required" for name in _REQUIRED if not asked.has(name)}
    if missing and call.told("voucher-every-field-named"):
        missing = dict.fromkeys(_REQUIRED, "required")
    if missing and not call.told("voucher-fields-optional"):
        raise refuse(missing)
    try:
        made = _make(call, asked)
    except UnfitError as problem:
        raise refuse({problem.field: problem.reason}) from problem
    except DomainError as problem:
        raise refuse({problem.field: problem.text}) from problem
    call.notes.conversion_html[made.id] = asked.text("conversionHtml")
    return {"status": "ok", "voucher": made.id, "code": made.code}


def put_clone(call: Call) -> Json:
    """``PUT /voucher/{id}/clone``: a copy with another code and stop date; refusals repeat the id as text."""
    asked = Asked(call.body)
    source = call.path["id"]
    if call.told("clone-refusal-id-is-number"):
        try:
            return _put_clone(call, asked, source)
        except Refusal as refusal:
            raise Refusal({**refusal.answer, "voucher": whole(source)}) from refusal
    return _put_clone(call, asked, source)


def _put_clone(call: Call, asked: Asked, source: str) -> Json:
    if call.told("clone-needs-code") and not asked.has("code"):
        raise refuse({"code": "required"}, voucher=source)
    if not asked.has("stopDate") and not call.told("voucher-fields-optional"):
        raise refuse({"stopDate": "required"}, voucher=source)
    try:
        changes: dict[str, object] = {
            "code": asked.text("code") or _random_code(call),
            "stop_date": _day(asked, "stopDate"),
        }
        if asked.has("name"):
            changes["name"] = asked.text("name")
        made = _clone(call, whole(source) or 0, changes)
    except UnfitError as problem:
        raise refuse({problem.field: problem.reason}, voucher=source) from problem
    except DomainError as problem:
        raise refuse({problem.field or "voucher": problem.text}, voucher=source) from problem
    html = call.notes.conversion_html
    html[made.id] = asked.text("conversionHtml", html.get(whole(source) or 0, ""))
    return {"status": "ok", "voucher": made.id, "code": made.code}


def get_voucher(call: Call) -> Json:
    """``GET /vouchers/{id}``: active and inactive ones; cancelled ones are not found."""
    number = whole(call.path["id"])
    voucher = call.centra.vouchers.get(-1 if number is None else number)
    hidden = voucher is not None and voucher.status == "inactive" and call.told("voucher-inactive-hidden")
    if voucher is None or hidden or (voucher.status == "cancelled" and not call.told("cancelled-voucher-read")):
        raise refuse({"voucher": "Voucher not found"})
    written = _write(voucher, call.notes.conversion_html.get(voucher.id, ""))
    if call.told("voucher-amounts-misspelt") and "valueByPricelist" in written:
        written["valueByPrcelist"] = written.pop("valueByPricelist")
    if call.told("voucher-value-zero") and written["value"] is None:
        written["value"] = 0
    return {"status": "ok", "voucher": written}


def _clone(call: Call, number: int, changes: dict[str, object]) -> Voucher:
    store_id = plugin_store(call.centra).id
    original = call.centra.vouchers.get(number)
    if original is not None and call.told("voucher-of-other-store-cloned"):
        store_id = original.store_id
    if original is not None and call.told("clone-keeps-stop-date"):
        changes["stop_date"] = original.stop_date
    if call.told("clone-loses-the-rest"):
        changes |= {"limit": 0, "market_ids": [], "value": None, "value_by_pricelist": {}}
    if original is None or not (original.automatic and call.told("automatic-voucher-cloned")):
        made = clone_voucher(call.centra, store_id, number, **changes)
        if original is not None and call.told("clone-changes-original"):
            original.name, original.stop_date = made.name, made.stop_date
        return made
    original.automatic = False
    try:
        return clone_voucher(call.centra, store_id, number, **changes)
    finally:
        original.automatic = True


def _make(call: Call, asked: Asked) -> Voucher:
    centra = call.centra
    kind = asked.text("type")
    if kind not in ("percentoff", "priceoff") and not call.told("voucher-of-any-type"):
        raise UnfitError("type")
    store_id = asked.number("store", lowest=0)
    if store_id is None and call.told("voucher-fields-optional"):
        store_id = plugin_store(centra).id
    if store_id not in centra.stores:
        raise UnfitError("store", f"Store {store_id} not found.")
    market_ids = _markets(call, asked.values.get("markets"), store_id)
    value, by_pricelist = asked.money("value"), _by_pricelist(centra, asked)
    if call.told("voucher-of-every-market"):
        market_ids = [each.id for each in centra.markets.values() if each.store_id == store_id]
    if value is None and call.told("voucher-needs-no-value"):
        value, by_pricelist = Decimal(0), by_pricelist or _everywhere(centra, Decimal(0))
    if value is None and not by_pricelist:
        raise UnfitError("value", "One of 'value' or 'valueByPricelist' should be provided.")
    if call.told("voucher-value-kinds-mixed"):
        value, by_pricelist = value or next(iter(by_pricelist.values())), by_pricelist or _everywhere(centra, value or Decimal(1))
    if kind == "percentoff" and (value is None or value > 100):
        raise UnfitError("value", "required" if value is None else "invalid value")
    if kind == "priceoff" and not by_pricelist:
        raise UnfitError("valueByPricelist", "required")
    return create_voucher(
        centra,
        store_id,
        name=asked.text("name"),
        code=asked.text("code") or _random_code(call),
        type=kind,
        market_ids=market_ids,
        value=value if kind != "priceoff" else None,
        value_by_pricelist=by_pricelist if kind != "percentoff" else {},
        start_date=_day(asked, "startDate") or f"{_today(call):%Y-%m-%d}",
        stop_date="2099-12-31" if call.told("voucher-never-stops") else _day(asked, "stopDate"),
        limit=asked.number("limit", lowest=0) or int(not asked.has("limit") and call.told("voucher-limited-unasked")),
        active=_is_active(asked),
    )


def _markets(call: Call, value: object, store_id: int) -> list[int]:
    centra, any_store = call.centra, call.told("voucher-of-foreign-market")
    if call.told("voucher-needs-market-list") and not isinstance(value, list):
        raise UnfitError("markets")
    numbers = [whole(each) for each in (value if isinstance(value, list) else [value]) if each is not None]
    for number in numbers:
        if number is None:
            raise UnfitError("markets")
        if number not in centra.markets or (centra.markets[number].store_id != store_id and not any_store):
            raise UnfitError("markets", f"Market {number} not found.")
    return [number for number in numbers if number is not None]


def _by_pricelist(centra: Centra, asked: Asked) -> dict[int, Decimal]:
    inner = asked.under("valueByPricelist")
    read: dict[int, Decimal] = {}
    for key in inner.values if inner else ():
        number, value = whole(key), inner.money(key) if inner else None
        if number is None or number not in centra.pricelists or value is None:
            raise UnfitError("valueByPricelist", f"Pricelist {key} not found.")
        read[number] = value
    return read


def _everywhere(centra: Centra, value: Decimal) -> dict[int, Decimal]:
    return dict.fromkeys(centra.pricelists, value)


def _today(call: Call) -> datetime:
    return call.centra.now() + timedelta(days=int(call.told("voucher-starts-tomorrow")))


def _day(asked: Asked, name: str) -> str:
    text = asked.text(name)
    try:
        return date.fromisoformat(text).isoformat() if text else ""
    except ValueError:
        raise UnfitError(name) from None


def _is_active(asked: Asked) -> bool:
    if asked.values.get("status") in ("active", "inactive"):
        return asked.values["status"] == "active"
    return bool(asked.flag("status", True))


def _random_code(call: Call) -> str:
    code = f"{call.centra.hex_id()[:10]}_{call.centra.hex_id()[:10]}"
    return "voucher-code" if call.told("voucher-code-constant") else code


def _write(voucher: Voucher, conversion_html: str) -> Json:
    written: Json = {
        "id": voucher.id,
        "name": voucher.name,
        "code": voucher.code,
        "conversionHtml": conversion_html,
        "startDate": voucher.start_date,
        "stopDate": voucher.stop_date,
        "type": voucher.type,
        "value": None if voucher.value is None else str(amount(voucher.value)),
    }
    if voucher.type == "priceoff":
        written["valueByPricelist"] = {str(key): amount(each) for key, each in voucher.value_by_pricelist.items()}
    return written | {
        "store": voucher.store_id,
        "markets": list(voucher.market_ids),
        "limit": voucher.limit,
        "status": voucher.status,
        "priority": 1,
        "createdAt": moment(voucher.created_at),
    }
