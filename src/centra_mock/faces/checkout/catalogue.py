"""The catalogue operations of the Checkout API: lists of products, one product, routing by URI, categories.

Source: 02.checkout-api/02.api-reference/01.overview, 02.checkout-api/01.introduction (server-side communication).
"""

from __future__ import annotations

from centra_mock.domain.catalogue import shown_items
from centra_mock.faces.checkout.desk import Visit
from centra_mock.faces.checkout.filters import filter_view, narrow, rows_of, sort_rows
from centra_mock.faces.checkout.operations import whole_number
from centra_mock.faces.checkout.products import Sight, category_view, main_items, sight_of, with_related
from centra_mock.faces.checkout.wire import Answer, Json, Refusal

__all__ = ["list_categories", "list_products", "read_product", "resolve_uri"]


def list_products(visit: Visit) -> Answer:
    """``POST /products``."""
    return Answer(_listing(visit, dict(visit.ask.body)))


def read_product(visit: Visit, product: str) -> Answer:
    """``GET /products/{product}``: the product, and the same as a list of one."""
    sight = sight_of(visit)
    every = rows_of(visit, main_items(visit, sight), sight)
    store_ids = [store.id for store in visit.centra.stores.values() if store.kind == "retail"]
    if visit.told("single-product-is-last") and every:
        product = str(every[-1].item.id)
    for store_id in store_ids:
        for item in shown_items(visit.centra, store_id, sight.market_id):
            if str(item.id) == product:
                view = with_related(visit, item, sight, whole=True)
                kept = [row for row in every if row.item.display_id == item.display_id]
                lists = {"products": [view], "productCount": 1, "filter": filter_view(visit, every, kept)}
                return Answer({"product": view, **lists})
    raise Refusal(404, {"product": "not found"})


def resolve_uri(visit: Visit) -> Answer:
    """``POST /uri``: what a path of the website leads to."""
    body = visit.ask.body
    uri, kinds = body.get("uri"), body.get("for")
    if not isinstance(uri, str):
        raise Refusal(400, {"uri": "must be text"})
    if not isinstance(kinds, list) or any(kind not in ("product", "category") for kind in kinds) or not kinds:
        raise Refusal(400, {"for": "must list product, category or both"})
    if visit.told("uri-ignores-for"):
        kinds = ["product", "category"]
    uri = uri.strip("/")
    sight = sight_of(visit)
    if "product" in kinds:
        rows = rows_of(visit, main_items(visit, sight), sight)
        found = narrow(visit, rows, {"uri": {"uri": uri, "for": ["product"]}}, sight)
        if found:
            return Answer({"found": "product", "product": with_related(visit, found[0].item, sight, whole=True)})
    if "category" in kinds:
        for category in _categories(visit):
            if category["uri"] == uri:
                request: Json = {key: body[key] for key in ("limit", "skipFirst") if key in body}
                request["categories"] = [category["category"]]
                shown = {key: category[key] for key in ("category", "name", "uri")}
                return Answer({"found": "category", "category": shown, **_listing(visit, request)})
    if visit.told("uri-not-found-is-200"):
        return Answer({})
    raise Refusal(404, {"uri": "not found"})


def list_categories(visit: Visit) -> Answer:
    """``GET /categories``: a flat list in the order of the admin, parents named by ``inCategory``."""
    categories = _categories(visit)
    if visit.told("categories-without-parent"):
        categories = [{key: value for key, value in each.items() if key != "inCategory"} for each in categories]
    return Answer({"categories": categories})


def _categories(visit: Visit) -> list[Json]:
    centra, session = visit.centra, visit.session
    retail = [store.id for store in centra.stores.values() if store.kind == "retail"]
    shown = [
        category
        for category in centra.categories.values()
        if category.store_id in retail and (not category.market_ids or session.market_id in category.market_ids)
    ]
    shown.sort(key=lambda category: (category.sort_order, category.id))
    return [category_view(centra, category.id, session.language_code) for category in shown]


def _listing(visit: Visit, request: Json) -> Json:
    sight = _sight(visit, request)
    skip_first = whole_number(request.get("skipFirst", 0), "skipFirst")
    limit = request.get("limit")
    limit = None if limit is None else whole_number(limit, "limit")
    every = rows_of(visit, main_items(visit, sight), sight)
    kept = narrow(visit, every, request, sight)
    if request.get("sortOrder"):
        kept = sort_rows(visit, kept, request["sortOrder"], sight)
    page = kept[skip_first:] if limit is None else kept[skip_first : skip_first + limit]
    if visit.told("limit-ignored"):
        page = kept
    whole = request.get("relatedProducts") in (True, "true", 1, "1")
    listing: Json = {
        "products": [with_related(visit, row.item, sight, whole=whole) for row in page],
        "productCount": len(page) if visit.told("product-count-of-page") else len(kept),
    }
    if not visit.told("filter-missing"):
        listing["filter"] = filter_view(visit, every, kept)
    return listing


def _sight(visit: Visit, request: Json) -> Sight:
    """The sight of the session, changed by the variables of server mode."""
    centra, own = visit.centra, sight_of(visit)
    language = request.get("language", own.language_code)
    if not isinstance(language, str) or language not in centra.languages:
        raise Refusal(404, {"language": "not found"})
    market_id, pricelist_id = own.market_id, own.pricelist_id
    if visit.is_server or visit.told("needs-no-secret"):
        if "market" in request:
            market_id = whole_number(request["market"], "market")
            if market_id not in centra.markets:
                raise Refusal(404, {"market": "not found"})
        if "pricelist" in request and not visit.told("pricelist-variable-ignored"):
            pricelist_id = _pricelist(visit, request["pricelist"])
    return Sight(market_id, pricelist_id, language)


def _pricelist(visit: Visit, wanted: object) -> int | None:
    if wanted == "all":
        return None
    pricelist = visit.centra.pricelists.get(whole_number(wanted, "pricelist"))
    is_own = pricelist is not None and visit.centra.stores[pricelist.store_id].kind == "retail"
    if pricelist is None or not is_own or pricelist.status != "ACTIVE":
        raise Refusal(404, {"pricelist": "not found"})
    return pricelist.id
