"""A PostgreSQL of the tests' own: made in a folder, on a socket in it, gone with it.

`start FOLDER` prints its address, or exits 3 where the machine has no server.
"""

import os
import pwd
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c listen_addresses=''"


def programs() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    on_path = shutil.which("initdb")
    return found[-1].parent if found else Path(on_path).parent if on_path else None


def run(*command: str, folder: Path) -> None:
    """Run one of its programs; as its own user where we are root, for it refuses root."""
    user = {"user": "postgres", "group": "postgres"} if os.getuid() == 0 else {}
    subprocess.run(command, check=True, cwd=folder, stdout=subprocess.DEVNULL, **user)


def start(folder: Path) -> str:
    at = programs()
    if at is None:
        sys.exit(3)
    folder.mkdir(parents=True)
    if os.getuid() == 0:
        owner = pwd.getpwnam("postgres")
        for place in (folder, folder.parent):
            place.chmod(0o711)
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    data = str(folder / "data")
    run(
        str(at / "initdb"), "-D", data, "-A", "trust", "-U", "zebrapad", "-E", "UTF8", folder=folder
    )
    options = f"-k {folder} {FAST}"
    log = str(folder / "log")
    run(str(at / "pg_ctl"), "-D", data, "-l", log, "-o", options, "-w", "start", folder=folder)
    return f"postgres:///postgres?user=zebrapad&host={quote(str(folder), safe='/')}"


def stop(folder: Path) -> None:
    at = programs()
    if at and (folder / "data").exists():
        run(
            str(at / "pg_ctl"), "-D", str(folder / "data"), "-m", "immediate", "stop", folder=folder
        )


if __name__ == "__main__":
    verb, place = sys.argv[1], Path(sys.argv[2])
    if verb == "start":
        print(start(place))
    else:
        stop(place)
