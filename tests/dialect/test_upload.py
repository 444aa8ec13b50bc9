"""Writing the upload of a file as a form of several parts."""

from __future__ import annotations

from email import message_from_bytes
from email.message import Message
from typing import cast

import pytest

from centra_contracts.contract.model import Json, Upload
from centra_contracts.dialect.rest import header_map
from centra_contracts.dialect.upload import upload_request
from centra_contracts.exchange.model import Request

DOT = "R0lGODlh"
FIELDS: list[Json] = [{"name": "key", "value": "tmp/1"}, {"name": "policy", "value": "åäö"}]


def parts_of(request: Request) -> list[tuple[str | None, str | None, bytes]]:
    """Name, file name and content of each part, as another library reads them."""
    head = f"Content-Type: {header_map(request.headers)['content-type']}\r\n\r\n".encode()
    parts = cast(list[Message], message_from_bytes(head + request.body).get_payload())
    return [
        (
            cast("str | None", part.get_param("name", header="content-disposition")),
            part.get_filename(),
            cast(bytes, part.get_payload(decode=True)),
        )
        for part in parts
    ]


def test_the_fields_come_first_then_the_type_then_the_file() -> None:
    """The order that the storage asks for, and no header but those of the form: no token goes with it."""
    request = upload_request(Upload("https://store.example/box", FIELDS, "dot.gif", "image/gif", DOT))
    assert (request.method, request.url) == ("POST", "https://store.example/box")
    assert sorted(header_map(request.headers)) == ["accept", "content-type"]
    assert parts_of(request) == [
        ("key", None, b"tmp/1"),
        ("policy", None, "åäö".encode()),
        ("Content-Type", None, b"image/gif"),
        ("file", "dot.gif", b"GIF89a"),
    ]


def test_a_file_without_type_has_no_part_for_it() -> None:
    """What is left out on purpose is not said."""
    request = upload_request(Upload("https://store.example/box", [], "dot.gif", None, DOT))
    assert parts_of(request) == [("file", "dot.gif", b"GIF89a")]


def test_equal_uploads_are_equal_bytes() -> None:
    """Nothing in the form is drawn by lot."""
    upload = Upload("https://store.example/box", FIELDS, "dot.gif", "image/gif", DOT)
    assert upload_request(upload) == upload_request(upload)


@pytest.mark.parametrize(
    ("upload", "says"),
    [
        (Upload("/graphql", FIELDS, "dot.gif", "image/gif", DOT), "no address"),
        (Upload("https://store.example", "key", "dot.gif", "image/gif", DOT), "list of names and values"),
        (Upload("https://store.example", [{"name": "key"}], "dot.gif", "image/gif", DOT), "list of names and values"),
        (Upload("https://store.example", FIELDS, "dot.gif", "image/gif", "no base64"), "not base64"),
    ],
    ids=["path", "text for fields", "field without value", "file"],
)
def test_what_cannot_be_written_is_refused(upload: Upload, says: str) -> None:
    """The message names what is wrong."""
    with pytest.raises(ValueError, match=says):
        upload_request(upload)
