"""What few stores have, as the Shop API tells it."""

from __future__ import annotations

from shop_backend import Backend


def test_one_category_has_its_meta_data_translated(backend: Backend) -> None:
    """In the list and by itself; the others translate their name alone."""
    every = backend.get("/categories")
    translated = [number for number, each in every.items() if "metaTitle" in each["localized"]["sv"]]
    alone = backend.get(f"/categories/{translated[0]}")
    assert len(translated) == 1 < len(every)
    assert alone["localized"] == every[translated[0]]["localized"]
    assert alone["localized"]["sv"] == {
        "name": "Clothing (sv)",
        "metaTitle": "Kläder",
        "metaDescription": "Säsongens kläder",
        "metaKeywords": "kläder",
    }


def test_a_payment_that_fails_is_an_error_with_messages(backend: Backend) -> None:
    """No action, no order, and the selection can be paid otherwise."""
    number = backend.selection()
    backend.call("POST", f"/selections/{number}/items/{backend.item()}")
    failed = backend.pay(number, paymentMethod="dummy-fail")
    denied = backend.pay(number, paymentMethod="dummy-denied")
    assert (failed.status_code, failed.json()["errors"]) == (412, {"paymentMethod": "failed"})
    assert set(failed.json()) == {"errors", "messages"} and failed.json()["messages"]
    assert denied.json() == {"action": "failed"}
    assert backend.pay(number).json()["action"] == "form"


def test_a_payment_method_names_its_script(backend: Backend) -> None:
    """Where it has one, as the Checkout API does."""
    methods = backend.get(f"/selections/{backend.selection()}")["paymentMethodsAvailable"]
    assert [uri for uri, each in methods.items() if "clientSide" in each] == ["card"]


def test_pictures_have_captions_or_are_none(backend: Backend) -> None:
    """A caption stands beside the files; a product without pictures has an empty list."""
    media = {each["name"]: each["media"] for each in backend.get("/products").values()}
    captions = [each["attributes"] for pictures in media.values() for each in pictures if each["attributes"]]
    assert media["Lykke Scarf Black"] == []
    assert captions and all(set(each) == {"caption_description"} for each in captions)
