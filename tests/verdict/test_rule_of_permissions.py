"""The rule about permissions: what an answer reports as used is declared, and what is obsolete is told with its replacement."""

from __future__ import annotations

import pytest

from centra_contracts.contract.model import Json
from centra_contracts.dialect.model import Reading
from centra_contracts.verdict.context import Context
from centra_contracts.verdict.rules.registry import RULES

_DECLARED: Json = {
    "kept": {"source": "page#list", "names": ["Invoice:read", "Product:read", "Campaign:read"]},
    "new": {"source": "page#list", "names": ["Invoice.billingAddress:read"]},
    "obsolete": {
        "source": "page#list",
        "names": {
            "Folder.Product:read": ["Product:read"],
            "Display.CampaignVariant:read": ["CampaignVariant:read"],
            "CampaignVariant:read": ["Campaign:read"],
            "Display.Attribute:read": [],
        },
    },
    "seen": [{"name": "Buyer:write", "source": "page#buyer", "edition": "2022-09"}],
}


def _codes(extensions: Json) -> list[tuple[str, str]]:
    context = Context(Reading("p#1", 200, {}, {"extensions": extensions}), {}, {"permissions.yaml": _DECLARED}.__getitem__)
    return [(breach.code, breach.place) for breach in RULES["permissions"].judge(True, context)]


def _old(entry: Json) -> list[tuple[str, str]]:
    return _codes({"permissionsUsed": ["Invoice:read"], "deprecatedPermissionsUsed": [entry]})


@pytest.mark.parametrize(
    "entry",
    [
        "Field: Folder.products, deprecated: Folder.Product:read, current: Product:read",
        "Field: Display.campaignVariants, deprecated: Display.CampaignVariant:read, current: Campaign:read",
        "Field: Invoice.billingAddress, deprecated: Invoice:read, current: Invoice.billingAddress:read",
    ],
    ids=["replaced", "replaced twice", "obsolete for one field"],
)
def test_what_is_reported_as_declared_holds(entry: str) -> None:
    """Kept, new and seen names; obsolete ones with what replaces them, now or in the end."""
    assert _codes({"permissionsUsed": ["Invoice:read", "Invoice.billingAddress:read", "Buyer:write"]}) == []
    assert _old(entry) == []


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Folder.Product:read", "CC207"),
        ("Planet:read", "CC206"),
        ("Invoice.BillingAddress:read", "CC203"),
        ("Invoice", "CC203"),
    ],
    ids=["obsolete", "unknown", "a type after the dot", "no action"],
)
def test_a_name_that_is_not_declared_or_not_current_is_a_breach(name: str, code: str) -> None:
    """Each at its place; an unknown one is new, and safe."""
    assert [found for found, _ in _codes({"permissionsUsed": ["Product:read", name]})] == [code]


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        ("Field: Folder.products, deprecated: Folder.Product:read, current: Campaign:read", "CC207"),
        ("Field: Invoice.billingAddress, deprecated: Invoice:read, current: Invoice.shippingAddress:read", "CC207"),
        ("Field: Display.attributes, deprecated: Display.Attribute:read, current: Product:read", "CC207"),
        ("Field: Planet.moons, deprecated: Planet.Moon:read, current: Product:read", "CC207"),
        ("Folder.Product:read is deprecated", "CC203"),
        (1, "CC203"),
    ],
    ids=["another", "of another field", "there is none", "not declared", "another form", "no text"],
)
def test_an_obsolete_name_is_told_in_the_documented_form(entry: Json, code: str) -> None:
    """With its field and its declared replacement."""
    assert [found for found, _ in _old(entry)] == [code]


def test_an_answer_that_reports_nothing_is_a_breach() -> None:
    """Every answer reports what it used; without a list there is nothing to judge."""
    assert _codes({}) == [("CC301", "extensions.permissionsUsed")]
    assert _codes({"permissionsUsed": "Invoice:read"}) == [("CC301", "extensions.permissionsUsed")]
    assert _codes({"permissionsUsed": [], "deprecatedPermissionsUsed": "x"}) == [
        ("CC303", "extensions.deprecatedPermissionsUsed")
    ]
