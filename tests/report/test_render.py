"""The HTML file."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import pytest
from lxml import html

from centra_contracts.contract.model import Replacement
from centra_contracts.drift.model import RunHead, RunRecord
from centra_contracts.exchange.model import Exchange, Request, Response
from centra_contracts.report.build import build_page
from centra_contracts.report.render import render_page
from centra_contracts.verdict.model import Outcome

Invent = Callable[..., RunRecord]
HOSTILE = """<script>alert(1)</script><img src=x onerror=alert(2)>"'`{{ 7*7 }}</style></pre>\u202e\x00\ud800"""


def _tree(text: str) -> html.HtmlElement:
    return html.document_fromstring(text)


def test_the_file_needs_nothing_else(drifting: RunRecord) -> None:
    """No second file, no font, no picture, and no address but the documentation's."""
    tree = _tree(render_page(build_page(drifting)))
    assert tree.xpath("//script/@src | //link[@rel='stylesheet'] | //img | //iframe | //object | //@background") == []
    links = {link for link in tree.xpath("//a/@href") if not link.startswith("#")}
    assert links
    assert all(link.startswith("https://docs.centra.com/") for link in links)
    assert "@import" not in tree.findtext(".//style")
    assert "url(" not in tree.findtext(".//style")


def test_the_report_says_what_to_move_to(drifting: RunRecord) -> None:
    """Beside each difference, and above the clauses of the contract, with links to the pages."""
    page = "fe-development/subscriptions#changing-status-2"
    moved = (Replacement("checkout", "PUT /status", page), Replacement("checkout", "PUT /interval", page))
    lines = tuple(replace(line, function="", mode="", replaced_by=moved) for line in drifting.verdicts)
    tree = _tree(render_page(build_page(replace(drifting, verdicts=lines))))
    found = tree.xpath("//p[starts-with(., 'Move to')]")
    assert {item.text_content() for item in found} == {"Move to Checkout API PUT /status, PUT /interval"}
    assert {item.find("a").get("href") for item in found} == {f"https://docs.centra.com/{page}"}
    assert {item.getparent().get("class").split()[0] for item in found} == {"card", "group"}
    assert "Move to" not in render_page(build_page(drifting))


def test_recorded_text_is_inert(invented_record: Invent) -> None:
    """Whatever a target answers, or a contract says, is text and nothing else."""
    record = invented_record(60, hostile=HOSTILE)
    exchanges = {
        name: replace(
            exchange,
            request=Request("POST", f"https://x/{HOSTILE}", (("X-Evil", HOSTILE),), b"<script>alert(3)</script>", HOSTILE),
            response=Response(200, (("x-evil", HOSTILE),), f'{{"{"a" * 3}": "<script>alert(4)</script>"}}'.encode(), 1.0),
            fault=None,
        )
        for name, exchange in record.exchanges.items()
    }
    head = replace(record.head, target=HOSTILE, edition=HOSTILE, versions={HOSTILE: HOSTILE}, command=HOSTILE)
    source = f"javascript:alert(5){HOSTILE}"
    verdicts = tuple(replace(line, source=source, title=HOSTILE, note=HOSTILE) for line in record.verdicts)
    text = render_page(build_page(RunRecord(head, verdicts, exchanges, ())))
    text.encode()
    tree = _tree(text)
    assert len(tree.xpath("//script")) == 2
    assert tree.xpath("//img | //@onerror | //@onload | //a[starts-with(@href, 'javascript')]") == []
    assert not set(text) & {"\x00", "\u202e", "\ud800"}
    assert "alert(4)" in tree.text_content()


def test_only_the_own_scripts_may_run(drifting: RunRecord) -> None:
    """The policy of the page names its two scripts by their hashes."""
    tree = _tree(render_page(build_page(drifting)))
    (policy,) = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert "default-src 'none'" in policy
    assert len(re.findall(r"'sha256-[A-Za-z0-9+/=]+'", policy)) == 2


def test_ids_are_unique_and_every_link_has_its_target(drifting: RunRecord) -> None:
    """Every jump arrives."""
    tree = _tree(render_page(build_page(drifting)))
    ids = Counter(tree.xpath("//@id"))
    assert [name for name, count in ids.items() if count > 1] == []
    assert [link for link in tree.xpath("//a/@href") if link.startswith("#") and link[1:] not in ids] == []
    assert [link for link in tree.xpath("//*[local-name()='use']/@href") if link[1:] not in ids] == []


def test_the_matrix_is_a_real_table(drifting: RunRecord) -> None:
    """Headers have a scope, each cell says in words what its symbols show."""
    tree = _tree(render_page(build_page(drifting)))
    (table,) = tree.xpath("//table[@class='matrix']")
    assert Counter(table.xpath(".//th/@scope")) == {"row": 20, "colgroup": 6, "col": 12}
    cells = table.xpath(".//td")
    assert len(cells) == 220
    assert all(len(cell.text_content().split()) >= 2 and cell.get("title") for cell in cells)
    assert tree.xpath("//a[@class='skip']/@href") == ["#main"]
    assert tree.get("lang") == "en"


def test_a_page_of_a_thousand_clauses_stays_small(invented_record: Invent) -> None:
    """Under three megabytes, whatever happened."""
    record = invented_record(1000)
    broken = tuple(replace(line, verdict=Outcome.BROKEN) for line in record.verdicts)
    for verdicts in (record.verdicts, broken):
        assert len(render_page(build_page(replace(record, verdicts=verdicts))).encode()) < 3_000_000


def test_a_large_answer_does_not_make_a_large_page(invented_record: Invent) -> None:
    """Evidence is shared out from one budget."""
    record = invented_record(400)
    answer = Response(200, (), b'{"text": "' + b"<&>" * 100_000 + b'"}', 1.0)
    exchanges: dict[str, Exchange] = {
        name: replace(exchange, response=answer, fault=None) for name, exchange in record.exchanges.items()
    }
    verdicts = tuple(replace(line, verdict=Outcome.BROKEN) for line in record.verdicts)
    assert len(render_page(build_page(replace(record, verdicts=verdicts, exchanges=exchanges))).encode()) < 3_000_000


def test_equal_records_give_equal_bytes(drifting: RunRecord, invented_record: Invent) -> None:
    """The page depends on nothing but the record."""
    assert render_page(build_page(drifting)) == render_page(build_page(invented_record()))


@pytest.mark.parametrize("partial", [True, False])
def test_an_empty_record_can_be_shown(partial: bool) -> None:
    """A run that was stopped before its first verdict."""
    head = RunHead("mock", "2022-09", "2026-11-14T09:05:07+00:00", None, partial, "read", 0.0)
    text = render_page(build_page(RunRecord(head, (), {}, ())))
    assert "Nothing was judged in this run." in text
    assert ("This record is incomplete" in text) is partial
