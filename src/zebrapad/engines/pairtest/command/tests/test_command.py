"""The command on files, as a researcher's script would call it."""

import csv
import io
import json

import pytest

from zebrapad.engines.pairtest.command import main, parser

CELLS = "study,both,only_control,only_test,neither\nagents,45,24,6,79\nowners,3,11,1,34\n"
PAIRS = """pair,arm,outcome,agent,stratum,order
1,control,1,x,n,1
1,test,0,x,n,2
2,control,1,y,s,2
2,test,1,y,s,1
3,control,0,y,s,1
3,test,0,y,s,2
4,control,1,y,s,1
"""
LISTINGS = "pair,stratum,agent,seen\na,n,x,2026-01-01\nb,s,y,2026-01-02\nc,s,y,2026-01-02\n"
PROTOCOL = """arms = ["control", "test"]
templates = 2
order = "test_first"
per_agent = 2
kinds = { matched = 1 }
quotas = { n = 5 }
"""


@pytest.fixture
def run(tmp_path, capsys):
    def run(verb, text=None, *options, code=0, protocol=None):
        words = [verb]
        if text is not None:
            (tmp_path / "in.csv").write_text(text, "utf-8")
            words.append(str(tmp_path / "in.csv"))
        if protocol is not None:
            (tmp_path / "protocol.toml").write_text(protocol, "utf-8")
            words += ["--protocol", str(tmp_path / "protocol.toml")]
        assert main([*words, *options]) == code
        said = capsys.readouterr()
        return said.err if code else said.out

    return run


def test_four_cells_are_described_in_the_fixed_shape(run):
    one, two = json.loads(run("describe", CELLS, "--json"))

    assert one["n"] == 154
    assert two["difference_invited"] == pytest.approx(10 / 15)
    assert set(one["p"]) == {"exact", "midp", "asymptotic", "continuity"}
    assert one["interval"]["tango"] == pytest.approx(
        [0.0504958812852795, 0.188999407969194], abs=1e-7
    )


def test_each_study_is_told_under_its_name(run):
    text = run("describe", CELLS, "--language", "nl")

    assert text.index("agents") < text.index("Van 154 paren") < text.index("owners")
    page = run("describe", CELLS, "--html")
    assert page.count("<h1>") == 2
    assert "<h1>owners</h1>" in page


def test_a_file_without_names_is_told_by_its_lines(run):
    assert run("describe", "both,only_control,only_test,neither\n1,2,3,4\n").startswith("2\n")


def test_standard_input_is_read(run, monkeypatch, capsys):
    monkeypatch.setattr("sys.stdin", io.StringIO(CELLS))

    assert main(["describe", "-", "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)) == 2


def test_what_is_wrong_is_named_on_standard_error_in_the_language(run):
    wrong = "both,only_control,only_test,neither\n1,x,3,4\n"

    assert run("describe", wrong, "--language", "nl", code=1).startswith(
        "regel 2, kolom “only_control”: “x” is geen geheel getal"
    )
    assert "No such file" in run("describe", None, "/nowhere.csv", code=1)


def test_a_semicolon_is_used_when_it_is_said(run):
    text = CELLS.replace(",", ";").replace("both", "beide")

    assert "154" in run("describe", text, "--separator", ";", "--column", "both=beide")
    assert "There is no column" in run("describe", text, "--separator", ";", code=1)
    assert "--column takes" in run("describe", CELLS, "--column", "both", code=1)


def test_pairs_are_analysed_with_what_was_left_out_and_by_stratum(run):
    text = run("analyse", PAIRS, "--control", "control", "--test", "test")

    assert "3 pairs are whole. 1 were left out: 1 had one arm only" in text
    assert "The difference by stratum, in points" in text
    assert "Taking its 2 agents into account" in text
    data = json.loads(run("analyse", PAIRS, "--control", "control", "--test", "test", "--json"))
    assert data["left_out"] == {"one_arm": 1, "undelivered": 0, "unknown": 0}
    assert data["study"]["n"] == 3


def test_one_stratum_needs_no_table(run):
    text = "pair,arm,outcome\n1,c,1\n1,t,0\n2,c,1\n2,t,1\n"

    assert "by stratum" not in run("analyse", text, "--control", "c", "--test", "t")
    assert "there is no arm “x”" in run("analyse", text, "--control", "x", "--test", "t", code=1)


def by_agent(agents, pairs, favoured):
    """Pairs of several agents; the first `favoured` of each favour the control person."""
    rows = ["pair,arm,outcome,agent"]
    for agent in range(agents):
        for i in range(pairs):
            control = int(i < favoured[agent % len(favoured)] or i % 3 == 0)
            pair = agent * pairs + i
            rows += [f"{pair},c,{control},a{agent}", f"{pair},t,{int(i % 3 == 0)},a{agent}"]
    return "\n".join(rows) + "\n"


ARMS = ("--control", "c", "--test", "t")


def test_agents_are_told_with_a_warning_and_only_where_something_can_be_said(run):
    text = run("agents", by_agent(24, 40, (0, 3, 25)), *ARMS)
    data = json.loads(run("agents", by_agent(24, 40, (0, 3, 25)), *ARMS, "--json"))["agents"]

    assert "24 agents answered 960 pairs" in text
    assert text.count("They don't bear naming an agent in public") == 1
    assert "of the agents favour the control person at all" in text
    assert [one["agent"] for one in data["single"]] == [f"a{n}" for n in range(2, 24, 3)]
    assert run("agents", by_agent(24, 40, (0, 3, 25)), *ARMS, "--html").count("<svg") == 1


def test_of_few_pairs_an_agent_nothing_is_said(run):
    text = run("agents", by_agent(4, 8, (1, 2)), *ARMS, "--language", "nl")

    assert "over niemand apart iets te zeggen" in text
    assert "a0" not in text
    assert "Naar schatting" not in text
    assert "<svg" not in run("agents", by_agent(4, 8, (1, 2)), *ARMS, "--html")
    assert json.loads(run("agents", by_agent(1, 8, (1,)), *ARMS, "--json"))["agents"]["sd"] is None


def test_studies_are_pooled(run):
    text = run("pool", CELLS)

    assert "Over 2 studies the control person is invited" in text
    assert json.loads(run("pool", CELLS, "--json", "--method", "fixed"))["pooled"]["studies"] == 2
    assert run("pool", CELLS, "--html").count("<polygon") == 1
    assert "no column “place”" in run("pool", CELLS, "--study", "place", code=1)


SUPPOSED = ("--pairs", "195", "--only-control", "0.13", "--only-test", "0.05")


def test_a_size_says_what_it_can_see(run):
    text = run("power", None, *SUPPOSED, "--effect", "1.3")
    data = json.loads(run("power", None, *SUPPOSED, "--json"))

    assert "195 pairs tell as much as 150 independent ones" in text
    assert data["plan"]["power"] == pytest.approx(0.7598837511, abs=1e-8)
    assert data["plan"]["needed"] > 195
    assert "<svg" in run("power", None, *SUPPOSED, "--html")
    alike = ("--pairs", "3", "--only-control", "0.05", "--only-test", "0.05", "--json")
    assert json.loads(run("power", None, *alike))["plan"]["needed"] is None
    assert "together at most 1" in run("power", None, *SUPPOSED[:3], "2", *SUPPOSED[4:], code=1)


def test_a_draw_is_written_as_rows(run):
    rows = list(
        csv.DictReader(io.StringIO(run("draw", LISTINGS, "--seed", "4", protocol=PROTOCOL)))
    )

    assert [row["pair"] for row in rows] == ["a", "a", "b", "b", "c"]
    assert [row["arm"] for row in rows[:2]] == ["test", "control"]
    assert rows[-1]["left_out"] == "burden"
    data = json.loads(run("draw", LISTINGS, "--seed", "4", "--json", protocol=PROTOCOL))
    assert data["left_out"] == {"c": "burden"}
    assert len(data["enquiries"]) == 4


@pytest.mark.parametrize(
    ("protocol", "says"),
    [
        ("arms = [", "can't be read as TOML"),
        ("colour = 1", "has colour; it may have arms"),
        ("templates = 2", "needs arms"),
        ('arms = ["a", "a"]', "different names"),
        ('arms = ["a", "b"]\norder = "x"', "is not a valid Order"),
    ],
)
def test_a_protocol_that_is_none_is_named(run, protocol, says):
    assert says in run("draw", LISTINGS, "--seed", "4", code=1, protocol=protocol)


@pytest.mark.parametrize(
    ("listings", "says"),
    [
        ("pair\n", "no rows"),
        ("pair\n\na\n,\n", "2 cells"),
        ("pair,seen\n,2026-01-01\n", "column “pair”: This cell is empty"),
        ("pair\na\na\n", "line 3, column “pair”: Listing “a” is already on line 2"),
        (
            "pair,seen\na,2026-01-02\nb,2026-01-01\n",
            "line 3, column “seen”: “2026-01-01” is earlier",
        ),
        ("pair,seen\na,soon\n", "“soon” is not a date"),
    ],
)
def test_listings_that_are_none_are_named(run, listings, says):
    assert says in run("draw", listings, "--seed", "4", code=1, protocol='arms = ["a", "b"]')


def test_help_names_every_verb(capsys):
    with pytest.raises(SystemExit) as left:
        parser().parse_args(["--help"])

    assert left.value.code == 0
    said = capsys.readouterr().out
    assert all(verb in said for verb in ("describe", "power", "draw", "analyse", "agents", "pool"))


@pytest.mark.parametrize("is_person", [True, False])
def test_progress_is_told_to_a_person(run, monkeypatch, is_person):
    monkeypatch.setattr("sys.stderr.isatty", lambda: is_person)
    text = "pair,arm,outcome\n" + "".join(f"{n},{a},1\n" for n in range(25_001) for a in "ct")

    assert "25,001 pairs are whole" in run("analyse", text, "--control", "c", "--test", "t")
