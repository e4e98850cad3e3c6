"""A report as plain text, as JSON and as a page."""

import json
from collections.abc import Sequence
from html import escape

from zebrapad.engines.pairtest.report.numbers import NOTHING, written
from zebrapad.engines.pairtest.report.result import Number, Report, Table
from zebrapad.engines.pairtest.report.study import said
from zebrapad.engines.pairtest.wording import say, sentences

STYLE = (
    ":root{color-scheme:light dark}body{font:1.05rem/1.6 system-ui,sans-serif;max-width:44rem;"
    "margin:2rem auto;padding:0 1rem}table{border-collapse:collapse;margin:1.5rem 0;width:100%}"
    "caption{text-align:left;font-weight:bold;padding:.3rem 0}th,td{text-align:left;"
    "padding:.3rem .8rem .3rem 0;border-bottom:1px solid;vertical-align:top}"
    "thead th:not(:first-child),td.number{text-align:right;font-variant-numeric:tabular-nums}"
    "svg{max-width:100%;height:auto}"
)


def _cell(cell: "str | Number | None", language: str) -> str:
    if cell is None:
        return NOTHING
    if isinstance(cell, Number):
        return written(cell, language)
    return sentences(language).get(f"table.{cell}", cell)


def _cells(table: Table, language: str) -> list[list[str]]:
    head = [say(f"table.{column}", language) for column in table.columns]
    return [head, *([_cell(cell, language) for cell in row] for row in table.rows)]


def plain(report: Report, language: str) -> str:
    """Sentences and tables as text for a terminal."""
    lines = [say(f"title.{report.title}", language), ""]
    lines += [said(sentence, language) for sentence in report.sentences]
    for table in report.tables:
        rows = _cells(table, language)
        widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
        lines += ["", say(f"table.{table.key}", language)]
        for row in rows:
            padded = (
                cell.ljust(width) if i == 0 else cell.rjust(width)
                for i, (cell, width) in enumerate(zip(row, widths, strict=True))
            )
            lines.append(f"  {'  '.join(padded)}".rstrip())
    return "\n".join(lines) + "\n"


def as_json(report: Report, language: str) -> str:
    """Numbers, and the sentences in a language, for a program to read."""
    told = {"sentences": [said(sentence, language) for sentence in report.sentences]}
    return json.dumps(dict(report.data) | told, ensure_ascii=False, indent=2) + "\n"


def html(made: Report | Sequence[Report], language: str, names: Sequence[str] | None = None) -> str:
    """A page that stands alone: sentences, figures, tables.

    Args:
        made: One report, or several.
        language: Language of the words.
        names: What each of several is called.
    """
    several = [made] if isinstance(made, Report) else list(made)
    called = names or [say(f"title.{one.title}", language) for one in several]
    body = "".join(_part(one, name, language) for one, name in zip(several, called, strict=True))
    title = escape(say(f"title.{several[0].title}", language))
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{title}</title><style>{STYLE}</style></head><body><main>{body}</main></body></html>\n"
    )


def _part(made: Report, name: str, language: str) -> str:
    body = [f"<h1>{escape(name)}</h1>"]
    body += [f"<p>{escape(said(sentence, language))}</p>" for sentence in made.sentences]
    for figure in made.figures:
        caption = escape(said(figure.says, language))
        body.append(f"<figure>{figure.svg}<figcaption>{caption}</figcaption></figure>")
    body += [_html_table(table, language) for table in made.tables]
    return "".join(body)


def _html_table(table: Table, language: str) -> str:
    head, *rows = _cells(table, language)
    titles = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in head)
    lines = "".join(
        f'<tr><th scope="row">{escape(row[0])}</th>'
        + "".join(f'<td class="number">{escape(cell)}</td>' for cell in row[1:])
        + "</tr>"
        for row in rows
    )
    caption = escape(say(f"table.{table.key}", language))
    head_row = f"<thead><tr>{titles}</tr></thead>"
    return f"<table><caption>{caption}</caption>{head_row}<tbody>{lines}</tbody></table>"
