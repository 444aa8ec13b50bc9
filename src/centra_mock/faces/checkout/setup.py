"""How the store is set up, as the Checkout API lists it: countries, languages, markets, pricelists.

Source: 03.fe-development/01.fe-elements (country, market and language switcher, shippable countries),
02.checkout-api/02.api-reference/03.selections-and-orders (location, localization).
"""

from __future__ import annotations

from centra_mock.domain import model as m
from centra_mock.domain.centra import Centra
from centra_mock.domain.pricing import context_of_country
from centra_mock.faces.checkout.desk import Visit
from centra_mock.faces.checkout.wire import Answer, Json

__all__ = [
    "countries_view",
    "language_view",
    "languages_view",
    "list_all_countries",
    "list_countries",
    "list_languages",
    "list_markets",
    "list_pricelists",
    "location_view",
    "retail_store",
]


def list_countries(visit: Visit) -> Answer:
    """``GET /countries``: the shippable countries and only those."""
    if visit.told("countries-not-shippable"):
        return Answer({"countries": [_country_view(visit.centra, each) for each in _by_name(visit.centra)]})
    return Answer({"countries": countries_view(visit.centra)})


def list_all_countries(visit: Visit) -> Answer:
    """``GET /countries/all``, server mode: every country, with ``shipTo``."""
    centra = visit.centra
    shown = []
    for country in _by_name(centra):
        context = context_of_country(centra, retail_store(centra).id, country.code)
        view = {**_country_view(centra, country), "shipTo": country.ship_to}
        view |= {"market": str(context.market_id), "pricelist": str(context.pricelist_id)}
        if visit.told("countries-without-ship-to"):
            del view["shipTo"]
        shown.append(view)
    return Answer({"countries": shown})


def list_languages(visit: Visit) -> Answer:
    """``GET /languages``."""
    return Answer({"languages": [] if visit.told("languages-missing") else languages_view(visit.centra)})


def list_markets(visit: Visit) -> Answer:
    """``GET /markets``, server mode: the active markets of the store."""
    store = retail_store(visit.centra)
    markets = [each for each in visit.centra.markets.values() if each.store_id == store.id and each.status == "ACTIVE"]
    if visit.told("markets-empty"):
        markets = []
    views = [{"market": str(m.id), "name": m.name, "default": m.id == store.default_market_id} for m in markets]
    return Answer({"markets": views})


def list_pricelists(visit: Visit) -> Answer:
    """``GET /pricelists``, server mode: the active pricelists of the store."""
    centra, store = visit.centra, retail_store(visit.centra)
    lists = [each for each in centra.pricelists.values() if each.store_id == store.id and each.status == "ACTIVE"]
    if visit.told("markets-empty"):
        lists = []
    views = [
        {
            "pricelist": str(each.id),
            "name": each.name,
            "default": each.id == store.default_pricelist_id,
            "currency": each.currency_code,
        }
        for each in lists
    ]
    return Answer({"pricelists": views})


def countries_view(centra: Centra) -> list[Json]:
    """The shippable countries by name, with their states where there are any."""
    return [_country_view(centra, country) for country in _by_name(centra) if country.ship_to]


def languages_view(centra: Centra) -> list[Json]:
    """The languages that can be chosen, sorted by name."""
    shown = sorted((each for each in centra.languages.values() if each.is_active), key=lambda each: each.name)
    return [language_view(each) for each in shown]


def language_view(language: m.Language) -> Json:
    """One language."""
    return {"language": language.code, "name": language.name}


def location_view(visit: Visit) -> Json:
    """Where the shopper is: nulls and ``shipTo`` false before a country is known."""
    centra, session = visit.centra, visit.session
    default = next((each.code for each in centra.languages.values() if each.is_default), "en")
    country = centra.countries.get(session.country)
    if country is None:
        return {
            "country": None,
            "name": "",
            "state": None,
            "stateName": "",
            "eu": False,
            "shipTo": False,
            "language": default,
        }
    state = next((each for each in country.states if each.code == session.state), None)
    return {
        "country": country.code,
        "name": country.name,
        "state": state.code if state else None,
        "stateName": state.name if state else "",
        "eu": country.is_eu,
        "shipTo": country.ship_to,
        "language": country.language_code or default,
    }


def retail_store(centra: Centra) -> m.Store:
    """The direct-to-consumer store that the webshop APIs belong to."""
    return next(store for store in centra.stores.values() if store.kind == "retail")


def _by_name(centra: Centra) -> list[m.Country]:
    return sorted(centra.countries.values(), key=lambda country: country.name)


def _country_view(centra: Centra, country: m.Country) -> Json:
    context = context_of_country(centra, retail_store(centra).id, country.code)
    view: Json = {
        "country": country.code,
        "name": country.name,
        "eu": country.is_eu,
        "language": country.language_code,
        "currency": centra.pricelists[context.pricelist_id].currency_code,
    }
    if country.states:
        states = sorted(country.states, key=lambda state: state.name)
        view["states"] = [{"state": state.code, "name": state.name} for state in states]
    return view
