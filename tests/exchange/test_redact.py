"""Taking secrets out of exchanges and values."""

from __future__ import annotations

import json
from urllib.parse import parse_qsl, quote, urlencode

import pytest

from centra_contracts.contract.model import Json
from centra_contracts.exchange.model import Exchange, Fault, Request, Response
from centra_contracts.exchange.record import exchange_to_line
from centra_contracts.exchange.redact import Redactor

SECRET = 'p&ss/w"örd <1>'
REDACTOR = Redactor(["order-secret-123", SECRET, "erp", ""], b"salt")
FORM = ("Content-Type", "application/x-www-form-urlencoded")


def exchange(
    body: bytes = b"",
    *,
    url: str = "https://a.example/x",
    headers: tuple[tuple[str, str], ...] = (),
    answer: bytes = b"",
    answer_headers: tuple[tuple[str, str], ...] = (),
) -> Exchange:
    request = Request("POST", url, headers, body, "POST /x")
    return Exchange("p#1", "p", "s", "order", request, Response(200, answer_headers, answer, 1.0))


def redacted_json(tree: Json) -> Json:
    body = REDACTOR.redact_exchange(exchange(answer=json.dumps(tree).encode())).response
    assert body is not None
    result: Json = json.loads(body.body)
    return result


def mark(value: str) -> str:
    marked = REDACTOR.redact_value({"password": value})
    assert isinstance(marked, dict)
    return str(marked["password"])


def test_an_exchange_without_secrets_comes_back_equal() -> None:
    """Byte for byte, form and numbers included."""
    plain = exchange(
        b'{ "qty" : 1.50, "name":"Key of a token",\n"number": 12345678901234567890 }',
        url="https://a.example/x?limit=5&q=a%20b+c",
        headers=(("Content-Type", "application/json"), ("API-token", "none")),
        answer=b"\xff\xfe binary password=",
        answer_headers=(("access-control-allow-headers", "api-token, content-type"),),
    )
    assert REDACTOR.redact_exchange(plain) == plain


@pytest.mark.parametrize(
    ("name", "value", "shown"),
    [
        ("Authorization", "Bearer abc", f"Bearer {mark('abc')}"),
        ("API-Authorization", "abc", mark("abc")),
        ("API-token", "abc", mark("abc")),
        ("api-token", "none", "none"),
        ("X-Api-Key", "abc", mark("abc")),
        ("X-Auth-Token", "abc", mark("abc")),
        ("Cookie", "graphql-access=abc; lang=sv", f"graphql-access={mark('abc')}; lang={mark('sv')}"),
        ("Set-Cookie", "sid=abc; Path=/; HttpOnly", f"sid={mark('abc')}; Path=/; HttpOnly"),
        ("Accept", "*/*; api-token=abc", f"*/*; api-token={mark('abc')}"),
        ("Location", "https://a.example/?token=abc", f"https://a.example/?token={quote(mark('abc'))}"),
        ("X-Note", "sent order-secret-123 twice", f"sent {mark('order-secret-123')} twice"),
        ("Content-Type", "application/json", "application/json"),
    ],
)
def test_headers_that_identify_somebody_are_hidden(name: str, value: str, shown: str) -> None:
    """In requests and in answers; the scheme and the names of cookies stay."""
    redacted = REDACTOR.redact_exchange(exchange(headers=((name, value),), answer_headers=((name, value),)))
    assert redacted.response is not None
    assert (redacted.request.headers, redacted.response.headers) == (((name, shown),), ((name, shown),))


@pytest.mark.parametrize(
    ("tree", "hidden"),
    [
        ({"token": "abc", "n": 1.5}, {"token": mark("abc"), "n": 1.5}),
        ({"a": [{"newPassword": 'q"\\é', "PASSWORD": ""}]}, {"a": [{"newPassword": mark('q"\\é'), "PASSWORD": ""}]}),
        ({"ssn": "198", "securityNumber": "x", "token": None}, {"ssn": mark("198"), "securityNumber": mark("x"), "token": None}),
        ({"errors": {"password": "required"}}, {"errors": {"password": "required"}}),
        ({"errors": [{"x": {"password": "no"}}], "token": "t"}, {"errors": [{"x": {"password": "no"}}], "token": mark("t")}),
        ({"msg": {"token": "no", "n": 1}, "b": 2, "c": "token"}, {"msg": {"token": "no", "n": 1}, "b": 2, "c": "token"}),
        ({"token": ["a"], "hasPassword": True, "password": 5}, {"token": ["a"], "hasPassword": True, "password": 5}),
        ({"x": "order-secret-123!"}, {"x": f"{mark('order-secret-123')}!"}),
        ({"user": "erp", "word": "enterprise", "path": "/erp/x"}, {"user": mark("erp"), "word": "enterprise", "path": "/erp/x"}),
        ({"password": SECRET, "other": SECRET}, {"password": mark(SECRET), "other": mark(SECRET)}),
        ({"errors": "x", "token": "a,b:{}[]", "n": [1, "token"]}, {"errors": "x", "token": mark("a,b:{}[]"), "n": [1, "token"]}),
    ],
)  # fmt: skip
def test_json_stays_json(tree: Json, hidden: Json) -> None:
    """Only texts under telling keys change; what an API says about a field stays."""
    assert redacted_json(tree) == hidden
    assert REDACTOR.redact_value(tree) == hidden


def test_equal_values_stay_equal_and_unequal_ones_unequal() -> None:
    """In a header, in a body of any form, in a value; so that a recording can still be judged."""
    redacted = REDACTOR.redact_exchange(
        exchange(
            urlencode({"password": "å b", "x": "1"}).encode(),
            headers=(("API-token", "å b"), FORM),
            answer=json.dumps({"token": "å b", "apiToken": "other"}).encode(),
        )
    )
    assert redacted.response is not None
    fields = json.loads(redacted.response.body)
    form = dict(parse_qsl(redacted.request.body.decode()))
    assert {redacted.request.headers[0][1], fields["token"], form["password"], mark("å b")} == {mark("å b")}
    assert (fields["apiToken"] != fields["token"], form["x"]) == (True, "1")
    assert Redactor([], b"another").redact_value({"token": "å b"}) != {"token": mark("å b")}


@pytest.mark.parametrize(
    ("body", "hidden"),
    [
        (
            "<s:login><s:username>erp</s:username><s:password>a &amp; b</s:password></s:login>",
            f"<s:login><s:username>{mark('erp')}</s:username><s:password>{mark('a & b')}</s:password></s:login>",
        ),
        ("<password/><a>text</a>", "<password/><a>text</a>"),
        ("<password></password>", "<password></password>"),
        ('<newPassword type="x">abc</newPassword>', f'<newPassword type="x">{mark("abc")}</newPassword>'),
        ('<a>p&amp;ss/w"örd &lt;1&gt;</a>', f"<a>{mark(SECRET)}</a>"),
    ],
)
def test_xml_stays_xml(body: str, hidden: str) -> None:
    """Elements that are called like a secret lose their text, whatever their prefix."""
    assert REDACTOR.redact_exchange(exchange(body.encode())).request.body.decode() == hidden


def test_urls_stay_urls() -> None:
    """Secrets in a query or a path are replaced in the form of a URL."""
    url = f"https://a.example/{quote(SECRET, safe='')}/x?token=abc&limit=5&customer%5Bpassword%5D=q"
    shown = REDACTOR.redact_exchange(exchange(url=url)).request.url
    assert shown == (
        f"https://a.example/{quote(mark(SECRET))}/x?token={quote(mark('abc'))}&limit=5&customer%5Bpassword%5D={quote(mark('q'))}"
    )


@pytest.mark.parametrize(
    "encode",
    [
        lambda text: text,
        lambda text: quote(text, safe=""),
        lambda text: quote(text),
        lambda text: json.dumps({"x": text}),
        lambda text: json.dumps({"x": text}).replace("/", r"\/"),
        lambda text: json.dumps({"x": text}, ensure_ascii=False),
        lambda text: "<a>" + text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") + "</a>",
        lambda text: urlencode({"note": text}),
        lambda text: urlencode({"payload": json.dumps({"note": text})}),
    ],
    ids=["plain", "quoted", "path", "json", "php-json", "utf8-json", "xml", "form", "payload"],
)
def test_a_secret_of_the_target_goes_in_whatever_encoding(encode: object) -> None:
    """No form in which it could be read back is left."""
    assert callable(encode)
    text = encode("order-secret-123") + encode(SECRET)
    line = exchange_to_line(REDACTOR.redact_exchange(exchange(text.encode(), headers=(FORM,), answer=text.encode())))
    assert "order-secret-123" not in line
    assert not any(part in line for part in ("w%22", 'w\\"', "w&quot;", "rd <1>", "rd &lt;1", "%C3%B6rd", "u00f6rd"))


def test_faults_facts_and_operations_hold_no_secret() -> None:
    """Messages of libraries may repeat what was sent."""
    request = Request("GET", "https://a.example/", (), b"", "GET /order-secret-123")
    fault = Fault("connect", "no host order-secret-123", 1.0)
    whole = Exchange("p#1", "p", "s", "order", request, fault=fault, facts={"x": "order-secret-123"})
    assert "order-secret-123" not in exchange_to_line(REDACTOR.redact_exchange(whole))


def test_values_are_named_like_blanks() -> None:
    """Sessions and passwords are hidden; the run's own token only makes names unlike and stays."""
    values: Json = {"session.shopper": "abc", "shopper.password": "q", "run.token": "a1b2c3d4", "order_id": 12, "sku": "A"}
    assert REDACTOR.redact_value(values) == {
        "session.shopper": mark("abc"),
        "shopper.password": mark("q"),
        "run.token": "a1b2c3d4",
        "order_id": 12,
        "sku": "A",
    }


def test_redacting_twice_changes_nothing_more() -> None:
    """A recording can be redacted again."""
    once = REDACTOR.redact_exchange(
        exchange(
            b'{"password": "x", "errors": {}}',
            url="https://a.example/?token=abc",
            headers=(("Authorization", "Bearer abc"), ("Cookie", "a=b")),
            answer=b"<password>x</password>",
        )
    )
    assert REDACTOR.redact_exchange(once) == once
    assert REDACTOR.redact_value(REDACTOR.redact_value({"token": "x"})) == {"token": mark("x")}


@pytest.mark.parametrize(
    "body", [b'{"password": "a\nb"}', b'{"token": "\xff"}', b'{"password": "abc', b'{"msg": 1, "token": "abc\\', b"[" * 50_000]
)
def test_broken_bodies_are_redacted_too(body: bytes) -> None:
    """Nothing raises, whatever stands there; a text that is cut off is hidden as well."""
    shown = REDACTOR.redact_exchange(exchange(answer=body)).response
    assert shown is not None
    assert [part in shown.body for part in (b"\xff", b"a\nb", b"abc")] == [False, False, False]


@pytest.mark.parametrize(
    "body",
    [
        b"x" * 2_000_000,
        b"token=1&" + b"x" * 2_000_000,
        b'{"errors": "' + b'\\"' * 1_000_000,
        b'{"token": "' + b'\\"' * 1_000_000,
        b"<token" * 300_000,
        b"<" + b"token" * 400_000,
        b"<token" + b" " * 2_000_000,
        b'"token":' * 200_000,
    ],
    ids=["text", "form", "escapes", "cut", "tags", "name", "blanks", "keys"],
)
@pytest.mark.parametrize("kind", [FORM, ("Content-Type", "application/json")], ids=["as-form", "as-json"])
def test_no_body_takes_more_than_one_pass(body: bytes, kind: tuple[str, str]) -> None:
    """A hostile answer of megabytes is redacted at all: a pattern that goes back and forth would take hours."""
    redacted = REDACTOR.redact_exchange(exchange(answer=body, answer_headers=(kind, ("Set-Cookie", "a" * 90_000))))
    assert redacted.response is not None


def test_no_secret_is_in_the_repr() -> None:
    """Not even by accident in a log."""
    assert repr(REDACTOR) == "Redactor(3 secrets)"
