"""The command `zebrapad`; a verb imports what it needs when it runs, so that help is at once."""

import argparse
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from zebrapad.web import processes


def parser() -> argparse.ArgumentParser:
    whole = argparse.ArgumentParser(
        prog="zebrapad", description="A city's LGBTI+ equality policy, in the open."
    )
    verbs = whole.add_subparsers(dest="verb", required=True, metavar="VERB")

    demo = verbs.add_parser("demo", help="run the demonstration city on this machine")
    _address(demo)
    demo.add_argument("--reset", action="store_true", help="start over with fresh data")
    demo.set_defaults(run=run_demo)

    serve = verbs.add_parser("serve", help="answer requests")
    _address(serve)
    serve.add_argument("--workers", type=int, default=1, help="processes that answer (1)")
    serve.add_argument("--migrate", action="store_true", help="bring the tables up to date first")
    serve.set_defaults(run=run_serve)

    worker = verbs.add_parser("worker", help="do the work after the answer: mail, figures")
    worker.set_defaults(run=run_worker)

    load = verbs.add_parser("load", help="make a city as a file says")
    load.add_argument("file", type=Path, help="a file in the load format; - for standard input")
    load.set_defaults(run=run_load)

    export = verbs.add_parser("export", help="write a city as a file, to standard output")
    export.add_argument("city", help="the city's part of the address, for example kortrijk")
    export.set_defaults(run=run_export)

    check = verbs.add_parser("check", help="check trails, versions, settings; exit 1 on a finding")
    check.set_defaults(run=run_check)

    # Its own words follow; `main` hands them on, so that it says its own help.
    verbs.add_parser("pairtest", help="the statistics of discrimination tests", add_help=False)

    _city_verbs(verbs)
    return whole


def _address(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1)")
    verb.add_argument("--port", type=int, default=8000, help="port to listen on (8000)")


def _city_verbs(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    city = verbs.add_parser("city", help="add a city").add_subparsers(dest="act", required=True)
    add = city.add_parser("add", help="add a city without a plan")
    add.add_argument("slug", help="its part of the address: small letters, digits, hyphens")
    add.add_argument(
        "--name", action="append", required=True, metavar="nl=Kortrijk", help="its name, a language"
    )
    add.add_argument("--country", required=True, help="two letters, for example BE")
    add.set_defaults(run=run_city_add)

    people = verbs.add_parser("administrator", help="name an administrator of the installation")
    acts = people.add_subparsers(dest="act", required=True)
    name = acts.add_parser("add", help="make the person with this address an administrator")
    name.add_argument("email")
    name.set_defaults(run=run_administrator_add)

    person = verbs.add_parser("person", help="help someone who can't sign in any more")
    acts = person.add_subparsers(dest="act", required=True)
    drop = acts.add_parser("drop-factor", help="take a lost second factor away")
    drop.add_argument("email")
    drop.set_defaults(run=run_drop_factor)


def run_demo(asked: argparse.Namespace) -> int:
    data = processes.become_demo(asked.host, asked.port)
    if not processes.port_is_free(asked.host, asked.port):
        return _refused(
            f"Port {asked.port} is in use on this machine. Choose another: PORT=8080 make demo"
        )
    if not processes.is_of_demo(data):
        return _refused(
            f"{data} holds what the demo did not make, so it is left as it is. Move it, or name"
            " another folder: ZEBRAPAD_DATA=folder zebrapad demo"
        )
    if asked.reset and data.exists():
        shutil.rmtree(data)
    processes.mark(data)
    processes.prepare(migrate=True)
    from zebrapad.web import demo

    words = demo.welcome(f"http://{asked.host}:{asked.port}", demo.load())
    return processes.keep_running(asked.host, asked.port, ready=lambda: print(words, flush=True))


def run_serve(asked: argparse.Namespace) -> int:
    processes.prepare(migrate=asked.migrate)
    processes.serve(asked.host, asked.port, asked.workers)
    return 0


def run_worker(_asked: argparse.Namespace) -> int:
    processes.open_tables()
    from zebrapad.web import worker

    worker.work()
    return 0


def run_load(asked: argparse.Namespace) -> int:
    processes.open_tables()
    from django.core.exceptions import ValidationError

    from zebrapad.core.people.actors import Refused
    from zebrapad.web import exchange

    try:
        text = sys.stdin.read() if str(asked.file) == "-" else asked.file.read_text("utf-8")
        city = exchange.load(exchange.read(text))
    except (OSError, UnicodeDecodeError) as error:
        return _refused(f"{asked.file} can't be read: {error}")
    except ValidationError as error:
        return _refused("Nothing was loaded. What is wrong:", *(f"  {m}" for m in error.messages))
    except Refused as error:
        return _refused("Nothing was loaded. What is wrong:", f"  {error}")
    print(f"Loaded {city}: /{city.languages[0]}/{city.slug}/")
    return 0


def run_export(asked: argparse.Namespace) -> int:
    processes.open_tables()
    from zebrapad.core.cities.models import City
    from zebrapad.web import exchange

    city = City.objects.filter(slug=asked.city).first()
    if city is None:
        known = ", ".join(City.objects.values_list("slug", flat=True)) or "none yet"
        return _refused(f"There is no city “{asked.city}”. There are: {known}")
    sys.stdout.write(exchange.written(exchange.export(city)))
    return 0


def run_check(_asked: argparse.Namespace) -> int:
    processes.open_tables()
    from zebrapad.web import checks

    findings = checks.run()
    for finding in findings:
        print(finding)
    print("All is as it should be." if not findings else f"{len(findings)} found.")
    return 1 if findings else 0


def run_city_add(asked: argparse.Namespace) -> int:
    processes.open_tables()
    from zebrapad.web import installation

    return installation.add_city_from_command(asked.slug, asked.name, asked.country)


def run_administrator_add(asked: argparse.Namespace) -> int:
    processes.open_tables()
    from zebrapad.web import installation

    return installation.add_administrator_from_command(asked.email)


def _refused(*lines: str) -> int:
    print(*lines, sep="\n", file=sys.stderr)
    return 1


def run_drop_factor(asked: argparse.Namespace) -> int:
    processes.start_django()
    from zebrapad.web import installation

    return installation.drop_factor_from_command(asked.email)


def main(words: Sequence[str] | None = None) -> int:
    given = sys.argv[1:] if words is None else list(words)
    if given[:1] == ["pairtest"]:
        from zebrapad.engines.pairtest import command

        return command.main(given[1:])
    asked = parser().parse_args(given)
    try:
        return int(asked.run(asked))
    except processes.NotReady as fault:
        return _refused(str(fault))
    except Exception as fault:
        from django.core.exceptions import ImproperlyConfigured
        from django.db import DatabaseError

        if isinstance(fault, ImproperlyConfigured):
            return _refused(f"A setting is wrong: {fault}")
        if isinstance(fault, DatabaseError):
            return _refused(f"The database does not answer as it should: {fault}".strip())
        raise


if __name__ == "__main__":
    sys.exit(main())
