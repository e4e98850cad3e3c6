"""Lock the versions of `pyproject.toml` here, with hashes and without addresses."""

import subprocess
import sys
import tomllib
from pathlib import Path

HERE = Path(__file__).parent
project = tomllib.loads((HERE.parent / "pyproject.toml").read_text(encoding="utf-8"))
run = project["project"]["dependencies"] + project["build-system"]["requires"]
wanted = {"dev.txt": run + project["dependency-groups"]["dev"], "run.txt": run}
options = ["--quiet", "--universal", "--generate-hashes", "--no-header", "--no-annotate"]

for name, lines in wanted.items():
    alike = ["--constraint", str(HERE / "dev.txt")] if name == "run.txt" else []
    subprocess.run(
        [
            *(sys.executable, "-m", "uv", "pip", "compile", "--python-version", "3.11"),
            *(*options, *alike, "--output-file", str(HERE / name), "-"),
        ],
        input="\n".join(lines),
        text=True,
        check=True,
    )
