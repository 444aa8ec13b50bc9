"""Who is let in, what a token may do, and how hostile requests are refused."""

import json

import pytest

QUERY = "{ stores { id } }"


def test_header_and_cookie_both_carry_the_token(reader):
    """The token is accepted as Bearer and as the cookie graphql-access."""
    token = reader.token()
    for headers in ({"Authorization": f"Bearer {token}"}, {"Cookie": f"graphql-access={token}"}):
        answer = reader.send("POST", "/graphql", json={"query": QUERY}, headers=headers)
        assert (answer.status_code, answer.json()["extensions"]["permissionsUsed"]) == (200, ["Store:read"])


@pytest.mark.parametrize("token", [None, "", "wrong", "expired", "revoked"])
def test_no_valid_token_is_refused(reader, token):
    """A missing, unknown, expired or revoked token gets 401 with an error and no data."""
    given = reader.token(token) if token in ("expired", "revoked") else token
    headers = {} if given is None else {"Authorization": f"Bearer {given}"}
    answer = reader.send("POST", "/graphql", json={"query": QUERY}, headers=headers)
    assert answer.status_code == 401
    assert answer.json()["errors"][0]["extensions"] == {"category": "authentication"}


def test_a_missing_permission_is_named(reader):
    """The refusal has the documented text and category, names what was needed, and has no data."""
    answer = reader.ask("{ orderConnection(last: 1) { totalCount } }", token=reader.token("read products"))
    assert "data" not in answer
    error = answer["errors"][0]
    assert error["message"] == "You need Order:read permission to access orderConnection."
    assert error["extensions"] == {"category": "authorization"}
    assert error["path"] == ["orderConnection"]
    assert answer["extensions"]["permissionsUsed"] == ["Order:read"]


def test_a_refused_mutation_changes_nothing(mock):
    """Without the write permission nothing is written."""
    before = len(mock.world.centra.brands)
    answer = mock.ask('mutation { createBrand(input: {name: "N"}) { brand { id } } }', token=mock.token("read everything"))
    assert answer["errors"][0]["message"] == "You need Brand:write permission to access createBrand."
    assert len(mock.world.centra.brands) == before


def test_introspection_needs_a_token(reader):
    """Types are listed with a token, nothing without."""
    question = {"query": "{ __schema { types { name } } }"}
    assert reader.send("POST", "/graphql", json=question).status_code == 401
    names = {row["name"] for row in reader.data(question["query"])["__schema"]["types"]}
    assert {"Product", "ObjectWithAttributes", "PreorderDeliveryWindow"} <= names


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"[1]", 400),
        (b'{"query": 7}', 400),
        (b'{"query": "{ stores { id } }", "variables": [1]}', 400),
        (b'{"query": "{ stores { id } }", "operationName": {}}', 400),
        (b'{"query": "\\ud800"}', 400),
        (b'{"query": "{ stores { id } }", "variables": {"x": "\\ud800"}}', 400),
        (b"[" * 100_000, 400),
        (b"\xff\xfe", 400),
    ],
    ids=["empty", "cut", "list", "number", "variables", "name", "surrogate", "variable", "deep", "bytes"],
)
def test_a_body_that_is_no_request_is_refused(reader, content, status):
    """Bad bodies get a clear status, never a crash."""
    headers = {"Authorization": f"Bearer {reader.token()}", "Content-Type": "application/json"}
    answer = reader.send("POST", "/graphql", content=content, headers=headers)
    assert answer.status_code == status
    assert answer.json()["errors"]


@pytest.mark.parametrize(
    "query",
    [
        "{ folders " + "{ childFolders " * 40 + "{ id }" + " }" * 41,
        "{ a " * 5_000,
        "{ stores { " + "id " * 3_000 + "} }",
        "{ " + " ".join(f"a{number}: stores {{ id name }}" for number in range(2_500)) + " }",
        "query { ...f } fragment f on Query { ...g } fragment g on Query { ...f }",
        "{ ...a0 } " + " ".join(f"fragment a{n} on Query {{ ...a{n + 1} ...a{n + 1} }}" for n in range(30)),
        "query ($x: Int!) { product(id: $x) { id } }",
        "{ products(limit: 99999999999) { id } }",
        "{ products(limit: -1) { id } }",
        "{ products(page: 0, limit: 1) { id } }",
        '{ orderConnection(after: "%%%") { totalCount } }',
        "{ nothing }",
        "}",
    ],
    ids=[
        "deep",
        "unclosed",
        "repeated",
        "wide",
        "cycle",
        "doubling",
        "variable",
        "huge",
        "negative",
        "page",
        "cursor",
        "unknown",
        "syntax",
    ],
)
def test_hostile_queries_get_errors(reader, query):
    """Too deep, too wide, cyclic or wrong queries are refused inside the usual envelope."""
    answer = reader.ask(query)
    assert answer["errors"]
    assert "Internal" not in json.dumps(answer)
    assert answer["extensions"]["appVersion"]


def test_only_post_and_json(reader):
    """Another method or content type is refused."""
    headers = {"Authorization": f"Bearer {reader.token()}", "Content-Type": "text/plain"}
    assert reader.send("GET", "/graphql", headers=headers).status_code == 405
    assert reader.send("POST", "/graphql", headers=headers, content=b"{}").status_code == 415


def test_control_characters_are_user_errors(mock):
    """A text that XML cannot carry would break other faces, so it is not stored."""
    for name in ("a\x00b", "a\x1bb", "a\uffffb"):
        assert mock.write("createFolder", "folder { id }", {"name": name})["folder"] is None
    assert mock.write("createFolder", "folder { name }", {"name": "Ärmel 👕"})["folder"] == {"name": "Ärmel 👕"}
