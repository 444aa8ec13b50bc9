"""Countries, languages, currencies: the world is the same for every seed, the rest of the store is not."""

from __future__ import annotations

from decimal import Decimal

from centra_mock.domain.centra import Centra
from centra_mock.domain.model import Country, CountryState, Currency, Language

__all__ = ["add_geography"]

COUNTRIES = (  # code, name, continent, EU, delivered to, tax, language
    ("SE", "Sweden", "Europe", True, True, 25, "sv"),
    ("DE", "Germany", "Europe", True, True, 19, "de"),
    ("FR", "France", "Europe", True, True, 20, "en"),
    ("DK", "Denmark", "Europe", True, True, 25, "en"),
    ("FI", "Finland", "Europe", True, True, 24, "sv"),
    ("NL", "Netherlands", "Europe", True, True, 21, "en"),
    ("AT", "Austria", "Europe", True, True, 20, "de"),
    ("NO", "Norway", "Europe", False, True, 25, "en"),
    ("GB", "United Kingdom", "Europe", False, True, 20, "en"),
    ("US", "United States", "North America", False, True, 0, "en"),
    ("CA", "Canada", "North America", False, True, 0, "en"),
    ("PT", "Portugal", "Europe", True, False, 23, "en"),
    ("IT", "Italy", "Europe", True, False, 22, "en"),
    ("TR", "Turkey", "Asia", False, False, 0, "en"),
    ("JP", "Japan", "Asia", False, False, 10, "en"),
)

STATES = {
    "US": (("AK", "Alaska"), ("CA", "California"), ("NY", "New York"), ("OR", "Oregon"), ("TX", "Texas")),
    "CA": (("BC", "British Columbia"), ("ON", "Ontario"), ("QC", "Quebec")),
}

CURRENCIES = (  # code, name, worth in the base currency, base, prefix, suffix, decimals
    ("EUR", "Euro", "1", True, "", " EUR", 2),
    ("SEK", "Swedish krona", "0.0925", False, "", " SEK", 2),
    ("USD", "US dollar", "0.98", False, "$", " USD", 2),
)

LANGUAGES = (("en", "GB", "English", True), ("sv", "SE", "Swedish", False), ("de", "DE", "German", False))


def add_geography(centra: Centra) -> None:
    """Put countries with their states, currencies and languages into a store."""
    for code, name, continent, is_eu, ship_to, tax, language in COUNTRIES:
        states = [CountryState(centra.next_id("state"), *each) for each in STATES.get(code, ())]
        centra.countries[code] = Country(
            centra.next_id("country"), code, name, continent, is_eu, ship_to, Decimal(tax), language, states
        )
    for currency, title, rate, is_base, prefix, suffix, decimals in CURRENCIES:
        centra.currencies[currency] = Currency(
            centra.next_id("currency"), currency, title, Decimal(rate), is_base, prefix, suffix, decimals
        )
    for language_code, country, title, is_default in LANGUAGES:
        number = centra.next_id("language")
        centra.languages[language_code] = Language(number, language_code, country, title, is_default)
