"""Uploading product media: policy, file, assignment.

Source: 05.api-references/05.graphql-integration-api/05.media-upload. The storage is the mock itself.
"""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

from centra_mock.domain import model as m
from centra_mock.domain.catalogue import displays_of_product
from centra_mock.faces.graphql.context import Arguments, Context, Mutation, Refusal, Upload
from centra_mock.faces.graphql.write.references import new_id, referred

__all__ = ["MUTATIONS"]

Payload = dict[str, Any]  # Any: domain objects by the name of the payload's field
_MOST_UPLOADS = 10_000
_POLICY_LASTS = timedelta(minutes=20)


def _create_upload(args: Arguments, context: Context) -> Payload:
    if len(context.uploads) >= _MOST_UPLOADS:
        raise Refusal("Too many uploads wait for their file", "input")
    key = str(uuid.UUID(hex=context.centra.hex_id(), version=4))
    if context.told("graphql-uploads-share-their-identifier"):
        key = str(uuid.UUID(int=context.centra.seed, version=4))
    lasts = timedelta(seconds=-1) if context.told("graphql-upload-policy-expires-at-once") else _POLICY_LASTS
    context.uploads[key] = Upload(context.centra.now() + lasts)
    attributes = {"action": context.upload_url, "method": "POST", "enctype": "multipart/form-data"}
    if context.told("graphql-upload-policy-lacks-the-action"):
        del attributes["action"]
    fields = {"key": f"tmp/{key}", "acl": "private"}
    return {
        "UUID": key,
        "uploadPolicy": {
            "attributes": [{"name": name, "value": value} for name, value in attributes.items()],
            "fields": [{"name": name, "value": value} for name, value in fields.items()],
        },
    }


def _complete_upload(args: Arguments, context: Context) -> Payload:
    given, centra = args["input"], context.centra
    key = given["UUID"]
    upload = context.uploads.get(key)
    if (upload is None or not upload.arrived) and not context.told("graphql-media-completes-without-a-file"):
        raise Refusal(f"Could not find an uploaded file with UUID {key[:64]}", "input", "UUID")
    product = referred(centra.products, given, "product", "Product")
    variant = referred(centra.variants, given, "productVariant", "ProductVariant")
    if (product is None) == (variant is None):
        raise Refusal("Media is assigned to either a product or a product variant", "input")
    product_id = product.id if product else variant.product_id if variant else 0
    known = {media.id: media for display in centra.displays.values() for media in display.media}
    known |= {media.id: media for each in centra.products.values() for media in each.media}
    known |= {media.id: media for each in centra.variants.values() for media in each.media}
    kind = upload.kind if upload else "jpeg"
    url = f"{context.upload_url}/{key[:64]}.{kind.replace('jpeg', 'jpg')}"
    media = m.Media(new_id(centra, "media", known), {"standard": url}, f"image/{kind}")
    (product.media if product else variant.media if variant else []).append(media)
    for display in displays_of_product(centra, product_id):
        shown = {centra.display_items[item].variant_id for item in display.item_ids if item in centra.display_items}
        if variant is None or variant.id in shown:
            display.media.append(media)
    context.uploads.pop(key, None)
    centra.publish("product", "update", product_id)
    return {}


MUTATIONS: dict[str, Mutation] = {"createMediaUpload": _create_upload, "completeMediaUpload": _complete_upload}
