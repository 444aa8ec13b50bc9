"""The wheel is whole: contracts and suites travel in it, and it runs in an empty folder."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

_ROOT = Path(__file__).resolve().parent.parent


def test_the_wheel_runs_in_an_empty_folder(tmp_path: Path) -> None:
    """Without the clone: the shipped contracts, suites, templates and schemas are found inside the package."""
    wheel = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir", str(tmp_path)]
    subprocess.run([*wheel, str(_ROOT)], check=True, capture_output=True, timeout=120)
    unpacked = tmp_path / "unpacked"
    with zipfile.ZipFile(next(tmp_path.glob("*.whl"))) as archive:
        archive.extractall(unpacked)
        names = set(archive.namelist())
    shipped = {path.relative_to(_ROOT).as_posix() for path in (_ROOT / "contracts").rglob("*") if path.is_file()}
    assert {f"centra_contracts/_shipped/{name}" for name in shipped} <= names
    empty = tmp_path / "empty"
    empty.mkdir()
    environment = {**os.environ, "PYTHONPATH": str(unpacked)}
    done = subprocess.run(
        [sys.executable, "-c", "import centra_contracts as p; print(p.__file__)"],
        env=environment,
        cwd=empty,
        capture_output=True,
        text=True,
    )
    assert done.stdout.startswith(str(unpacked))
    command = [sys.executable, "-m", "centra_contracts", "check", "--api", "subscription"]
    done = subprocess.run(command, env=environment, cwd=empty, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert (empty / "reports" / "latest" / "index.html").exists()
