"""sizes_Update: size charts, which the API calls sizetables and puts inside their sizes.

A size that is new to its sizetable is announced by a notice. What exists cannot be changed any more: sending it again
succeeds without a notice and leaves it as it is.
Source: 04.guides/02.erp-integration/docs.md, section "Product Data: Sizetables".
"""

from __future__ import annotations

from lxml import etree

from centra_mock.domain.model import Size, SizeChart

from ..details import keep
from ..lies_kinds import is_made_again
from ..sync import Sync
from ..tree import require, text

__all__ = ["find_size", "update_size"]


def update_size(sync: Sync, element: etree._Element) -> None:
    """A size of a sizetable; both are made when they are new."""
    centra = sync.centra
    key = require(element, "id")
    chart_key = require(element, "sizetable", "id")
    description = text(element, "description") or ""
    chart_id = sync.find("sizetable", chart_key, centra.size_charts)
    if sync.told("soap-size-ids-are-global") and _known_elsewhere(sync, key):
        return
    if chart_id is None:
        chart_id = centra.next_id("size_chart")
        centra.size_charts[chart_id] = SizeChart(chart_id, text(element, "sizetable", "description") or chart_key, [])
        sync.ids.add("sizetable", chart_key, chart_id)
    chart = centra.size_charts[chart_id]
    size = find_size(sync, chart, key)
    if size is None or is_made_again(sync.told, "size"):
        size = Size(centra.next_id("size"), description)
        chart.sizes.append(size)
        sync.ids.add("size", f"{chart_id}/{key}", size.id)
        keep(sync, "size", size.id, element, "sku", "ean", "comment")
        keep(sync, "sizetable", chart_id, element, "sizetable/stockdivisor", "sizetable/stockunit")
    elif sync.told("soap-sizetables-can-change"):
        size.name = description
    elif not sync.told("soap-size-notices-repeat"):
        return
    if not sync.told("soap-size-notices-missing"):
        notice = f"Added new size: {key}: {description} to: {chart.name}!"
        if sync.told("soap-blank-size-notices-are-tidied"):
            notice = " ".join(notice.split())
        if sync.told("soap-size-notices-are-worded-differently"):
            notice = f"New size {key} in {chart.name}"
        sync.notices.insert(0 if sync.told("soap-size-notices-are-in-reverse") else len(sync.notices), notice)
    centra.publish("size", "create", size.id)


def _known_elsewhere(sync: Sync, key: str) -> bool:
    return any(kind == "size" and known.partition("/")[2] == key for kind, known in sync.centra.conversions)


def find_size(sync: Sync, chart: SizeChart, key: str) -> Size | None:
    """The size of a sizetable that a key stands for; keys are unique within their sizetable only."""
    mapped = sync.centra.conversions.get(("size", f"{chart.id}/{key}"))
    for size in chart.sizes:
        if size.id == mapped or (mapped is None and sync.ids.key("size", size.id) == key):
            return size
    return None
