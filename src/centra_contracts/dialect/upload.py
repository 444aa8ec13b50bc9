"""Writes the upload of a file to the storage that a policy of the GraphQL API names.

Source: ``api-references/graphql-integration-api/media-upload``; the form of several parts: RFC 7578.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator, Mapping

from centra_contracts.contract.model import Json, Upload
from centra_contracts.exchange.model import Request

__all__ = ["upload_request"]

_BOUNDARY = "centra-contracts-7c2f0d4b9a61"  # always the same, so that equal uploads are equal bytes


def upload_request(upload: Upload) -> Request:
    """The request that posts the fields of the policy in their order, the type of the file, and then the file.

    It carries no token: the policy is what lets the file in. Raises ``ValueError`` if the address is no URL, the fields
    are no list of names and values, or the file is not base64.
    """
    if not upload.address.startswith(("http://", "https://")):
        raise ValueError(f"{upload.address!r} is no address to upload to")
    try:
        content = base64.b64decode(upload.base64, validate=True)
    except binascii.Error as error:
        raise ValueError(f"the file {upload.name!r} is not base64") from error
    parts = [_field(name, value) for name, value in _pairs(upload.fields)]
    if upload.type is not None:
        parts.append(_field("Content-Type", upload.type))
    parts.append(_file(upload, content))
    body = b"".join(parts) + f"--{_BOUNDARY}--\r\n".encode()
    headers = (("Accept", "*/*"), ("Content-Type", f"multipart/form-data; boundary={_BOUNDARY}"))
    return Request("POST", upload.address, headers, body, "upload")


def _pairs(fields: Json) -> Iterator[tuple[str, str]]:
    for field in fields if isinstance(fields, list) else (None,):
        name, value = (field.get("name"), field.get("value")) if isinstance(field, Mapping) else (None, None)
        if not isinstance(name, str) or not isinstance(value, str):
            raise ValueError("the fields of an upload are a list of names and values")
        yield name, value


def _field(name: str, value: str) -> bytes:
    return f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="{_quoted(name)}"\r\n\r\n{value}\r\n'.encode()


def _file(upload: Upload, content: bytes) -> bytes:
    disposition = f'Content-Disposition: form-data; name="file"; filename="{_quoted(upload.name)}"'
    content_type = upload.type or "application/octet-stream"
    return f"--{_BOUNDARY}\r\n{disposition}\r\nContent-Type: {content_type}\r\n\r\n".encode() + content + b"\r\n"


def _quoted(name: str) -> str:
    return name.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")
