"""Writing REST steps, and reading what the four JSON APIs answer."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest

from centra_contracts.contract.model import Api, Auth, GraphqlCall, Json, Notify, Place, RestCall, Say, Step
from centra_contracts.dialect.model import Connection
from centra_contracts.dialect.rest import WRONG_SECRET, RestDialect, declared_errors, header_map
from centra_contracts.exchange.model import Exchange, Fault, Request, Response

SECRET = "sesame"
DIALECT = RestDialect()


def step(say: Say, api: Api = Api.ORDER, auth: Auth = Auth.DEFAULT, session: str = "shopper") -> Step:
    return Step("step-1", api, say, auth, session, {}, Place("order.yaml", 3))


def written(
    say: Say,
    api: Api = Api.ORDER,
    auth: Auth = Auth.DEFAULT,
    *,
    session: str = "shopper",
    secret: str = SECRET,
    values: Mapping[str, Json] | None = None,
) -> Request:
    connection = Connection(api, "https://shop.example/api", secret)
    return DIALECT.write(step(say, api, auth, session), connection, values or {})


def answered(api: Api, body: bytes, status: int = 200, content_type: str = "application/json") -> Exchange:
    request = Request("GET", "https://shop.example/api/x", (), b"", "GET /x")
    response = Response(status, (("content-type", content_type),), body, 1.0)
    return Exchange("p#1", "p", "step-1", api.value, request, response)


def test_a_json_body_is_sent_as_it_is() -> None:
    """The whole request: method, URL with its query, headers, body, and the documentation's name for it."""
    call = RestCall("POST", "/stock", {"limit": 5, "q": "a b&c", "id": [1, 2]}, {}, {"name": "Blå"}, has_json=True)
    assert written(call) == Request(
        "POST",
        "https://shop.example/api/stock?limit=5&q=a+b%26c&id=1&id=2",
        (("Accept", "application/json"), ("Content-Type", "application/json"), ("API-Authorization", SECRET)),
        '{"name": "Blå"}'.encode(),
        "POST /stock",
    )


@pytest.mark.parametrize(
    ("call", "content_type", "body"),
    [
        (RestCall("GET", "/stock", {}, {}), None, b""),
        (RestCall("PUT", "/stock", {}, {}, None, has_json=True), "application/json", b"null"),
        (
            RestCall("POST", "/o", {}, {}, form={"package[]": [1, 3], "consent": {"news": {"v": True}}, "x": None}),
            "application/x-www-form-urlencoded",
            b"package%5B%5D=1&package%5B%5D=3&consent%5Bnews%5D%5Bv%5D=true&x=",
        ),
        (RestCall("POST", "/o", {}, {}, text='{"broken"'), "application/json", b'{"broken"'),
        (RestCall("POST", "/o", {}, {"content-type": "text/plain"}, text="å"), "text/plain", "å".encode()),
        (RestCall("POST", "/o", {}, {"content-type": None}, text="x"), None, b"x"),
    ],
    ids=["no-body", "null", "form", "text", "own-header", "removed-header"],
)
def test_every_kind_of_body_can_be_sent(call: RestCall, content_type: str | None, body: bytes) -> None:
    """A step may send JSON, a form or raw text; its own headers prevail."""
    request = written(call)
    assert (header_map(request.headers).get("content-type"), request.body) == (content_type, body)


GET = RestCall("GET", "/x", {}, {})


@pytest.mark.parametrize(
    ("api", "auth", "sent"),
    [
        (Api.ORDER, Auth.DEFAULT, {"api-authorization": SECRET}),
        (Api.SHOP, Auth.DEFAULT, {"api-authorization": SECRET}),
        (Api.SUBSCRIPTION, Auth.DEFAULT, {"api-authorization": SECRET}),
        (Api.CHECKOUT, Auth.DEFAULT, {}),
        (Api.CHECKOUT, Auth.BEARER, {"authorization": f"Bearer {SECRET}"}),
        (Api.CHECKOUT, Auth.API_AUTHORIZATION, {"api-authorization": SECRET}),
        (Api.CHECKOUT, Auth.WRONG, {"authorization": f"Bearer {WRONG_SECRET}"}),
        (Api.ORDER, Auth.WRONG, {"api-authorization": WRONG_SECRET}),
        (Api.ORDER, Auth.NONE, {}),
        (Api.ORDER, Auth.BEARER, {"authorization": f"Bearer {SECRET}"}),
    ],
)
def test_the_caller_identifies_itself_as_documented(api: Api, auth: Auth, sent: dict[str, str]) -> None:
    """The secret travels where the API wants it, and nowhere else."""
    headers = header_map(written(GET, api, auth).headers)
    assert {name: value for name, value in headers.items() if "authorization" in name} == sent


@pytest.mark.parametrize(
    ("api", "session", "token"),
    [
        (Api.CHECKOUT, "shopper", "t1"),
        (Api.CHECKOUT, "other", None),
        (Api.CHECKOUT, "none", "none"),
        (Api.ORDER, "shopper", None),
    ],
)
def test_a_shopper_session_is_sent_to_checkout_only(api: Api, session: str, token: str | None) -> None:
    """A session without a known token sends none, so that Checkout opens one."""
    request = written(GET, api, session=session, values={"session.shopper": "t1"})
    assert header_map(request.headers).get("api-token") == token


@pytest.mark.parametrize(("say", "auth"), [(GraphqlCall("{a}", {}), Auth.DEFAULT), (GET, Auth.COOKIE)], ids=["say", "cookie"])
def test_what_is_not_rest_is_refused(say: Say, auth: Auth) -> None:
    """A step for another dialect is a mistake of the contract."""
    with pytest.raises(ValueError, match="step-1"):
        written(say, Api.ORDER, auth)


@pytest.mark.parametrize(
    ("api", "status", "body", "accepted"),
    [
        (Api.CHECKOUT, 200, {"token": "t"}, True),
        (Api.CHECKOUT, 200, {"errors": {"item": "gone"}}, False),
        (Api.CHECKOUT, 404, {"token": "t"}, False),
        (Api.SHOP, 200, [], True),
        (Api.ORDER, 200, {"status": "ok"}, True),
        (Api.ORDER, 200, {"status": "no", "msg": "no"}, False),
        (Api.ORDER, 200, {"orders": []}, True),
        (Api.ORDER, 401, {"orders": []}, False),
        (Api.ORDER, 200, {"a": {"status": "ok"}, "b": {"status": "ok"}}, True),
        (Api.ORDER, 200, {"a": {"status": "ok"}, "b": {"status": "no"}}, False),
        (Api.SUBSCRIPTION, 200, {"status": "ok"}, True),
        (Api.SUBSCRIPTION, 200, {"packages": []}, True),
        (Api.SUBSCRIPTION, 200, {"status": "Subscription not found", "error": True}, False),
        (Api.SUBSCRIPTION, 200, {"status": "no", "msg": "x"}, False),
        (Api.SUBSCRIPTION, 200, {"status": "Subscription not found"}, False),
        (Api.SUBSCRIPTION, 200, {"status": "ok", "error": True}, False),
    ],
)
def test_success_is_what_the_api_calls_success(api: Api, status: int, body: Json, accepted: bool) -> None:
    """Each API has its own word for it."""
    assert DIALECT.read(answered(api, json.dumps(body).encode(), status)).accepted is accepted


@pytest.mark.parametrize(
    ("api", "body", "errors"),
    [
        ("checkout", {"errors": {"uri": "not found"}}, {"uri": "not found"}),
        (
            "shop",
            {"errors": {"address": {"email": "required"}, "n": [1, "b"]}},
            {"address.email": "required", "n": "1, b"},
        ),
        ("shop", {"errors": "gone"}, {"errors": "gone"}),
        ("shop", {"errors": []}, {}),
        ("order", {"status": "ok", "msg": "anonymized"}, {}),
        ("order", {"status": "no", "msg": "no such order", "code": -7}, {"msg": "no such order", "code": "-7"}),
        ("order", {"status": "no", "msg": {"name": "required"}}, {"name": "required"}),
        ("order", {"a": {"status": "no", "msg": "late"}, "b": {"status": "ok"}}, {"a": "late"}),
        ("subscription", {"status": "Bad", "error": True, "errors": ["email"]}, {"status": "Bad", "email": "Bad"}),
        ("subscription", {"status": "no", "msg": "m"}, {"status": "no", "msg": "m"}),
        ("subscription", {"status": "Bad"}, {"status": "Bad"}),
        ("subscription", {"packages": []}, {}),
        ("graphql", {"errors": {"a": "b"}}, {}),
        ("order", ["list"], {}),
    ],
)
def test_declared_errors_are_told_by_field(api: str, body: Json, errors: dict[str, str]) -> None:
    """Whatever the form in which an API declares errors, a rule sees field and text."""
    assert declared_errors(api, body) == errors


def test_xml_is_read_where_the_api_says_that_it_sends_xml() -> None:
    """Order API answers XML when asked to."""
    reading = DIALECT.read(answered(Api.ORDER, b"<r><status>no</status></r>", content_type="text/xml"))
    assert reading.xml is not None
    assert (reading.xml.findtext("status"), reading.accepted, reading.body) == ("no", False, None)


@pytest.mark.parametrize(
    ("api", "body", "content_type", "accepted"),
    [
        (Api.ORDER, b"<html>oops", "text/html", False),
        (Api.ORDER, b"<html xmlns='http://www.w3.org/1999/xhtml'><p>Log in</p></html>", "application/xhtml+xml", False),
        (Api.ORDER, b"<a", "text/xml", False),
        (Api.ORDER, b"", "application/json", False),
        (Api.CHECKOUT, b"", "application/json", True),
        (Api.CHECKOUT, b"\xff\xfe\x00", "application/json", False),
        (Api.CHECKOUT, b"[" * 100_000, "application/json", False),
        (Api.ORDER, b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "text/xml", False),
    ],
)
def test_what_cannot_be_decoded_stays_text(api: Api, body: bytes, content_type: str, accepted: bool) -> None:
    """Reading never raises, and an error page is not a success."""
    reading = DIALECT.read(answered(api, body, content_type=content_type))
    assert (reading.body, reading.xml, reading.accepted) == (None, None, accepted)


def test_a_fault_has_nothing_to_read() -> None:
    """Without an answer the reading is empty."""
    exchange = Exchange("p#1", "p", "s", "order", Request("GET", "u", (), b"", ""), fault=Fault("timeout", "x", 1.0))
    reading = DIALECT.read(exchange)
    assert (reading.status, reading.body, reading.accepted) == (None, None, False)


def test_a_notification_goes_to_a_whole_address_without_a_secret() -> None:
    """Its name says nothing of the address, in which there is a key."""
    request = written(Notify("https://store.example/notify/key", {"success": True}), auth=Auth.DEFAULT)
    headers = (("Accept", "application/json"), ("Content-Type", "application/json"))
    assert request == Request("POST", "https://store.example/notify/key", headers, b'{"success": true}', "notification")


def test_a_notification_needs_a_whole_address() -> None:
    """A path is a mistake of the profile."""
    with pytest.raises(ValueError, match="whole address"):
        written(Notify("/notify", {}))
