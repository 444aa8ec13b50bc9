"""The laws of the house: each one is a test."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from centra_contracts.shell.contract_files import read_shelf
from centra_contracts.verdict.codes import CODES
from centra_contracts.verdict.rules.registry import RULES

_ROOT = Path(__file__).resolve().parent.parent
_SOURCES = _ROOT / "src"
_ROOMS = ("contract", "plan", "exchange", "dialect", "verdict", "drift", "report", "shell")
_RIM_MODULES = frozenset(
    {
        "asyncio",
        "http",
        "httpx",
        "io",
        "multiprocessing",
        "os",
        "random",
        "secrets",
        "shutil",
        "socket",
        "socketserver",
        "subprocess",
        "sys",
        "tempfile",
        "threading",
        "time",
        "tomllib",
        "uuid",
        "urllib.request",
        "uvicorn",
        "starlette",
        "pathlib",
        "sqlite3",
    }
)
_PURE_USES = {
    "dialect/find.py": {"threading"},  # a lock around a parser's cache that is not made for threads
    "dialect/soap.py": {"io", "threading"},  # bytes as a file for zeep; a lock around a client that is loaded once
}
_LONGEST_FILE = 400


def _modules(package: str) -> list[Path]:
    return sorted((_SOURCES / package).rglob("*.py"))


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module is not None and node.level == 0:
            yield node.module


def _name(path: Path) -> str:
    return path.relative_to(_SOURCES).as_posix()


def test_a_room_imports_only_to_its_left() -> None:
    """The order of the rooms is the architecture; only the shell sees everything."""
    wrong = []
    for path in _modules("centra_contracts"):
        parts = path.relative_to(_SOURCES / "centra_contracts").parts
        if len(parts) == 1:
            continue
        allowed = _ROOMS[: _ROOMS.index(parts[0]) + 1]
        for name in _imports(path):
            room = name.split(".")[1] if name.startswith("centra_contracts.") else ""
            if room in _ROOMS and room not in allowed:
                wrong.append(f"{_name(path)} imports {name}")
    assert wrong == []


def test_the_mock_is_a_stranger() -> None:
    """The mock and the engine never import each other, and the mock opens no contract."""
    wrong = [
        f"{_name(path)} imports {name}"
        for package, stranger in (("centra_mock", "centra_contracts"), ("centra_contracts", "centra_mock"))
        for path in _modules(package)
        for name in _imports(path)
        if name.split(".")[0] == stranger
    ]
    file_of_a_contract = re.compile(r"contracts/[\w./-]*\.(?:yaml|json|graphql|wsdl)|(?:/ |Path\()[\"']contracts[\"']")
    wrong += [_name(path) for path in _modules("centra_mock") if file_of_a_contract.search(path.read_text(encoding="utf-8"))]
    assert wrong == []


def test_nothing_left_of_the_shell_touches_the_world() -> None:
    """No network, files, clock, randomness or environment outside the shell."""
    wrong = []
    for path in _modules("centra_contracts"):
        inside = path.relative_to(_SOURCES / "centra_contracts").as_posix()
        if inside.startswith("shell/") or inside == "__main__.py":
            continue
        touched = {name for name in _imports(path) if name in _RIM_MODULES or name.split(".")[0] in _RIM_MODULES}
        touched -= _PURE_USES.get(inside, set())
        text = path.read_text(encoding="utf-8")
        touched |= {
            call for call in ("datetime.now(", "date.today(", "open(") if re.search(rf"(?<![\w.]){re.escape(call)}", text)
        }
        wrong += [f"{inside} uses {name}" for name in sorted(touched)]
    assert wrong == []


def test_every_clause_has_an_id_a_kind_and_a_source() -> None:
    """Ids are unlike each other; lint has no problem with any contract, and every cell of the matrix is encoded."""
    shelf = read_shelf()
    assert [str(problem) for problem in (*shelf.problems, *shelf.bare)] == []
    ids = [clause.id for clause in shelf.library.clauses]
    assert len(ids) == len(set(ids)) > 0
    assert [clause.id for clause in shelf.library.clauses if not clause.source] == []


def test_every_rule_has_permanent_codes_listed_once() -> None:
    """The registry and the catalogue agree, and no code is listed twice in the file."""
    used = {code for rule in RULES.values() for code in rule.codes}
    assert used <= set(CODES)
    text = (_SOURCES / "centra_contracts/verdict/codes.py").read_text(encoding="utf-8")
    listed = re.findall(r'^    "(CC\d{3})":', text, re.MULTILINE)
    assert listed == sorted(set(listed))


def test_the_published_schema_names_exactly_the_rules() -> None:
    """Editors complete what the engine can judge."""
    schema = json.loads((_ROOT / "contracts/contract.schema.json").read_text(encoding="utf-8"))
    assert set(schema["$defs"]["expectation"]["properties"]) - {"step"} == set(RULES)


def test_every_rule_is_documented() -> None:
    """The manual of the contract language has a line for each rule."""
    manual = (_ROOT / "docs/contract-language.md").read_text(encoding="utf-8")
    assert [name for name in sorted(RULES) if f"`{name}:" not in manual and f"`{name}`" not in manual] == []


def test_no_source_file_is_longer_than_400_lines() -> None:
    """A file holds one concept."""
    files = [*_modules("centra_contracts"), *_modules("centra_mock"), *sorted((_ROOT / "suites").glob("*.py"))]
    long = {_name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in files if path.is_relative_to(_SOURCES)}
    assert {name: lines for name, lines in long.items() if lines > _LONGEST_FILE} == {}


def test_suites_hold_no_logic() -> None:
    """A suite is a docstring, imports, the API's name and one test."""
    for path in sorted((_ROOT / "suites").glob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        kinds = {type(node) for node in ast.walk(tree)}
        assert not kinds & {ast.If, ast.For, ast.While, ast.Try, ast.With, ast.Lambda}, path.name


@pytest.mark.parametrize("module", ["centra_contracts.shell.cli", "centra_contracts.contract.model"])
def test_heavy_libraries_are_imported_only_where_they_are_used(module: str) -> None:
    """Asking for help loads neither zeep nor Schemathesis nor graphql."""
    code = f"import sys, {module}; print([m for m in ('zeep', 'schemathesis', 'graphql', 'gql', 'httpx') if m in sys.modules])"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert said.strip() == "[]"
