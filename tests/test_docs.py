"""The manual is true: what it lists is exactly what is there, its links lead somewhere, and its examples work."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import click
import pytest

from centra_contracts.contract.library import ContractFile, load_library
from centra_contracts.contract.lint import lint_library
from centra_contracts.contract.model import Api, Effect, Json, Replacement
from centra_contracts.drift.baseline import parse_baseline
from centra_contracts.drift.model import (
    ApiState,
    BaselineNote,
    DocumentedCell,
    FactCount,
    FieldCount,
    FindingLine,
    PlanLine,
    RunHead,
    VerdictLine,
)
from centra_contracts.exchange.model import Exchange, Fault, Request, Response
from centra_contracts.shell import cli
from centra_contracts.shell.config import LISTEN_VARIABLE, SECRET_VARIABLES, URL_VARIABLES, load_target
from centra_contracts.shell.contract_files import GRAMMAR
from centra_contracts.shell.record_files import RecordWriter, render_record
from centra_contracts.verdict.codes import CODES
from centra_contracts.verdict.model import Direction, Level, Outcome
from centra_mock.server import build_app
from centra_mock.world import World

_ROOT = Path(__file__).resolve().parent.parent
_PAGES = [*sorted((_ROOT / "docs").glob("*.md")), _ROOT / "CHANGELOG.md", _ROOT / "CONTRIBUTING.md"]
_RECORD = _ROOT / "docs" / "run-record.md"
_JSON_TYPES = ("null", "boolean", "integer", "number", "string", "array", "object")
_FREE_KEYS = {
    "versions": "<package>",
    "apis": "<api>",
    "coverage": "<api>",
    "facts": "<name>",
    "values": "<blank>",
}  # whose keys are data


def _text(name: str) -> str:
    return (_ROOT / name).read_text(encoding="utf-8")


def _sections(text: str) -> dict[str, str]:
    """The text below each heading of the second level, by heading; fenced blocks are no headings."""
    found: dict[str, str] = {}
    title, fenced = "", False
    for line in text.splitlines():
        fenced ^= line.startswith("```")
        if line.startswith("## ") and not fenced:
            title = line[3:].strip()
            found[title] = ""
        elif title:
            found[title] += line + "\n"
    return found


def _rows(text: str) -> list[list[str]]:
    """The cells of every table row, without heads and rulers."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    rows = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines]
    return [row for index, row in enumerate(rows) if not _is_ruler(row) and not _is_ruler((rows + [[""]])[index + 1])]


def _is_ruler(row: list[str]) -> bool:
    return all(cell and set(cell) <= set("-:") for cell in row)


def _blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


def _without_blocks(text: str) -> str:
    return re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)


def _anchors(path: Path) -> set[str]:
    text = _without_blocks(path.read_text(encoding="utf-8"))
    titles = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).strip().replace(" ", "-") for title in titles}


@pytest.mark.parametrize("page", _PAGES, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    """Relative links name a file of the project and, after #, a heading in it."""
    text = _without_blocks(page.read_text(encoding="utf-8"))
    dead = []
    for link in re.findall(r"\]\(([^)\s]+)\)", text):
        name, _, anchor = link.partition("#")
        target = (page.parent / name).resolve() if name else page
        if not link.startswith("https://") and (not target.is_file() or (anchor and anchor not in _anchors(target))):
            dead.append(link)
    assert dead == []


def test_every_page_is_in_the_index() -> None:
    """A page that nothing leads to is not read."""
    linked = set(re.findall(r"\]\(([\w.-]+\.md)\)", _text("docs/README.md")))
    assert linked == {path.name for path in (_ROOT / "docs").glob("*.md")} - {"README.md"}


def _commands() -> Mapping[str, click.Command]:
    context = click.Context(cli._group)
    names = cli._group.list_commands(context)
    return {name: command for name in names if (command := cli._group.get_command(context, name)) is not None}


def _is_shown(default: object) -> bool:
    return isinstance(default, str | int) and not isinstance(default, bool) and default != ""


@pytest.mark.parametrize("name", sorted(_commands()))
def test_every_option_is_documented(name: str) -> None:
    """The page of commands lists exactly click's options, with their defaults and choices, and every argument."""
    section = _sections(_text("docs/commands.md"))[name]
    rows = {tuple(sorted(re.findall(r"(?<![\w-])--?[a-z][\w-]*", row[0]))): row for row in _rows(section)}
    parameters = [item for item in _commands()[name].params if not getattr(item, "hidden", False)]
    options = [item for item in parameters if isinstance(item, click.Option)]
    assert sorted(rows) == sorted(tuple(sorted(item.opts)) for item in options)
    for option in options:
        row = rows[tuple(sorted(option.opts))]
        if option.show_default and _is_shown(option.default):
            assert row[1] == f"`{option.default}`", row
        if isinstance(option.type, click.Choice):
            assert set(option.type.choices) <= set(re.findall(r"`([\w-]+)`", row[2])), row
    arguments = [item for item in parameters if isinstance(item, click.Argument) and item.metavar != ""]
    assert [item.name for item in arguments if item.name and f"`{item.name.upper()}`" not in section] == []


def test_the_page_of_commands_has_no_other_command() -> None:
    """In the order in which the program lists them."""
    assert list(_sections(_text("docs/commands.md"))) == list(_commands())


def test_every_code_is_documented_as_it_is() -> None:
    """The table of codes is the catalogue, word for word."""
    rows = _rows(_sections(_RECORD.read_text(encoding="utf-8"))["Codes"])
    assert {row[0].strip("`"): row[1] for row in rows} == dict(CODES)
    assert len(rows) == len(CODES)


def _walk(value: Json, path: str = "") -> Iterator[tuple[str, str]]:
    """Every key of a JSON tree with the type of its value; keys that are data show as what they are."""
    if isinstance(value, Mapping):
        free = _FREE_KEYS.get(path.rpartition(".")[2].removesuffix("[]"))
        for key, inner in value.items():
            at = f"{path}.{free or key}".lstrip(".")
            yield at, _type_of(inner)
            if path not in ("values",):
                yield from _walk(inner, at)
    elif isinstance(value, list):
        for item in value:
            if isinstance(item, Mapping):
                yield from _walk(item, f"{path}[]")


def _type_of(value: Json) -> str:
    kinds = {type(None): "null", bool: "boolean", int: "integer", float: "number", str: "string", list: "array"}
    return kinds.get(type(value), "object")


def _written(folder: Path) -> dict[str, dict[str, set[str]]]:
    """For each file of a record: every key, and the types of its values."""
    found: dict[str, dict[str, set[str]]] = {}
    for path in sorted([*folder.glob("*.json"), *folder.glob("*.jsonl")]):
        text = path.read_text(encoding="utf-8")
        documents = [text] if path.suffix == ".json" else text.splitlines()
        keys = found.setdefault(path.name, {})
        for document in documents:
            for key, kind in _walk(json.loads(document)):
                keys.setdefault(key, set()).add(kind)
    return found


def _documented() -> dict[str, dict[str, set[str]]]:
    """The same as the manual says it; an integer may stand where a number is documented."""
    tables: dict[str, dict[str, set[str]]] = {}
    for title, section in _sections(_RECORD.read_text(encoding="utf-8")).items():
        if title.endswith((".json", ".jsonl")):
            rows = [row for row in _rows(section) if len(row) == 3 and row[0].startswith("`")]
            tables[title] = {row[0].strip("`"): _types(row[1]) for row in rows}
    return tables


def _types(cell: str) -> set[str]:
    names = set(_JSON_TYPES) if cell == "anything" else set(cell.split(" or "))
    assert names <= set(_JSON_TYPES), cell
    return names | ({"integer"} if "number" in names else set())


def _small_record(folder: Path) -> None:
    """A record in which every key of every file has a value."""
    finding = FindingLine("CC301", Direction.MISSING, Level.BREAKING, "products", "there", "not there", "p#1", "0123456789ab")
    line = VerdictLine(
        "order.stock.read", "order", "Warehouses and Stock", "R", "rule", Outcome.BROKEN, "CC301", "it broke", ("p#1",),
        "order.stock", "Stock", "Stock is read.", "api-references/order-api", "read", findings=(finding,),
        replaced_by=(Replacement("checkout", "POST /products", "page"),),
    )  # fmt: skip
    bare = VerdictLine(
        "order.stock.sum", "order", "", "", "rule", Outcome.HOLDS, "", "holds", (), "order.stock", "S", "P", "s", "read"
    )
    asked = Request("GET", "http://127.0.0.1:1/stock", (("Accept", "*/*"),), b"\xff", "GET /stock")
    head = RunHead(
        "mock", "2022-09", "2026-11-01T10:00:00+00:00", None, False, "read", 1.5,
        documented=(DocumentedCell("Warehouses and Stock", "order", "R", "available", "", 1),),
        apis={"order": ApiState(True)}, coverage={"order": FactCount(10, 9)}, versions={"python": "3.11.7"}, seed=1,
        command="centra-contracts check", fields=FieldCount(10, ("Brand.logo",)),
        baseline=(BaselineNote("0123456789ab", "known", "2026-12-01", "stale"),),
    )  # fmt: skip
    writer = RecordWriter(folder)
    writer.verdict(line)
    writer.verdict(bare)
    writer.exchange(Exchange("p#1", "p", "s", "order", asked, Response(200, (("a", "b"),), b"\xff", 1.5), facts={"tries": "2"}))
    writer.exchange(Exchange("p#2", "p", "s", "order", asked, fault=Fault("timeout", "no answer", 3.0)))
    writer.plan(PlanLine("p", {"run.token": "abcd1234"}, ("p#1", "p#2")))
    writer.head(head, [line, bare])
    writer.close()
    render_record(folder)


def test_every_key_of_the_record_is_documented(tmp_path: Path) -> None:
    """The tables name exactly the keys that are written, with types that their values have."""
    _small_record(tmp_path)
    written, documented = _written(tmp_path), _documented()
    assert {name: sorted(keys) for name, keys in documented.items()} == {name: sorted(keys) for name, keys in written.items()}
    wrong = [
        f"{name}: {key} is {kind}"
        for name, keys in written.items()
        for key, kinds in keys.items()
        for kind in sorted(kinds - documented[name][key])
    ]
    assert wrong == []


def test_a_real_run_leaves_what_is_documented(tmp_path: Path) -> None:
    """The files are those of the manual, and no key or type is in them that it does not name."""
    command = [sys.executable, "-m", "centra_contracts", "check", "-k", "order.stock", "--lie", "order-stock-figures-are-text"]
    done = subprocess.run([*command, "--out", "out"], cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 1, done.stdout + done.stderr
    listed = [row[0].strip("`") for row in _rows(_RECORD.read_text(encoding="utf-8").partition("\n## ")[0])]
    assert sorted(listed) == sorted(path.name for path in (tmp_path / "out").iterdir())
    documented = _documented()
    unknown = [
        f"{name}: {key} is {kind}"
        for name, keys in _written(tmp_path / "out").items()
        for key, kinds in keys.items()
        for kind in sorted(kinds - documented[name].get(key, set()))
    ]
    assert unknown == []


def test_every_variable_is_documented() -> None:
    """The environment variables of a target stand in the page of targets, and no others."""
    known = {*URL_VARIABLES.values(), *SECRET_VARIABLES.values(), LISTEN_VARIABLE, "CENTRA_SOAP_USERNAME"}
    named = set(re.findall(r"\bCENTRA_(?!DATA__)[A-Z_]+", _text("docs/targets.md")))
    assert named == known | {"CENTRA_ORDER_SECRET_FILE"}


def test_the_profile_of_the_manual_works(tmp_path: Path) -> None:
    """The example of centra.toml is taken as it stands."""
    (profile,) = _blocks(_text("docs/targets.md"), "toml")
    (tmp_path / "centra.toml").write_text(profile, encoding="utf-8")
    given = {"STAGING_ORDER_SECRET": "order", "STAGING_SOAP_PASSWORD": "soap", "STAGING_SOAP_USERNAME": "erp"}
    target = load_target("staging", {**given, "STAGING_WEBHOOK_SECRET": "hook"}, tmp_path)
    assert set(target.connections) == {Api.CHECKOUT, Api.ORDER, Api.SOAP, Api.WEBHOOK}
    assert set(target.secrets) == {"order", "soap", "erp", "hook"}
    assert (target.allow, target.listen, target.timeout_s) == (Effect.SESSION, "0.0.0.0:8088", 20)


def test_the_baseline_of_the_manual_works() -> None:
    """The example is a baseline."""
    (example,) = _blocks(_RECORD.read_text(encoding="utf-8"), "yaml")
    assert [entry.expires for entry in parse_baseline(example, "example").values()] == [date(2027, 3, 31)]


@pytest.mark.parametrize("page", ["contract-language.md", "writing-contracts.md"])
def test_the_contracts_of_the_manual_have_no_problem(page: str) -> None:
    """Every example of a contract or a need is one."""
    folder = _ROOT / "contracts"
    blocks = _blocks(_text(f"docs/{page}"), "yaml")
    texts = [ContractFile(f"{page}/{number}", block) for number, block in enumerate(blocks)]
    library = load_library(
        [file for file in texts if "\nclauses:" in file.text],
        [file for file in texts if file.text.startswith("needs:")],
        ContractFile("matrix.yaml", (folder / "matrix.yaml").read_text(encoding="utf-8")),
        contract_schema=json.loads((folder / "contract.schema.json").read_text(encoding="utf-8")),
        needs_schema=json.loads((folder / "needs.schema.json").read_text(encoding="utf-8")),
    )
    assert [str(problem) for problem in lint_library(library, GRAMMAR)] == []
    assert library.contracts


@pytest.mark.parametrize(
    ("section", "path"),
    [
        ("File", "contract.schema.json/properties"),
        ("Clause", "contract.schema.json/$defs/clause/properties"),
        ("Steps", "contract.schema.json/$defs/step/properties"),
        ("Needs", "needs.schema.json/properties/needs/items/properties"),
        ("Rules", "contract.schema.json/$defs/expectation/properties"),
    ],
)
def test_the_language_page_names_what_the_schema_allows(section: str, path: str) -> None:
    """Every key is in its section, and every word that may stand for a value on the page."""
    name, *parts = path.split("/")
    node = json.loads(_text(f"contracts/{name}"))
    for part in parts:
        node = node[part]
    page = _text("docs/contract-language.md")
    assert [key for key in sorted(node) if not _names(_sections(page)[section], key)] == []
    assert [word for value in node.values() for word in value.get("enum", []) if not _names(page, word)] == []


def _names(text: str, word: str) -> bool:
    """Whether a text has the word as code."""
    code = " ".join(re.findall(r"`([^`]+)`", _without_blocks(text)))
    return re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", code) is not None


def test_every_control_route_of_the_mock_is_documented() -> None:
    """The table of control routes is complete, and the paths of the APIs are served."""
    routes = [(str(getattr(route, "path", "")), getattr(route, "methods", None) or ()) for route in build_app(World()).routes]
    control = {
        f"{method} {path}" for path, methods in routes if path.startswith("/_mock/") for method in methods if method != "HEAD"
    }
    sections = _sections(_text("docs/mock.md"))
    assert {row[0].strip("`") for row in _rows(sections["Control routes"])} == control
    paths = [re.findall(r"`([^`]+)`", row[1])[0] for row in _rows(sections["URLs"])]
    assert [path for path in paths if not any(served.startswith(path) for served, _ in routes)] == []
