"""The commands but `decide`, by Typer. Each imports what it needs when it runs."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Literal

import typer

from torikeshi.errors import UserError
from torikeshi.stories.commands import app as stories

app = typer.Typer(
    name="torikeshi",
    help="The correct next step for an order, in Japanese and English.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
orders = typer.Typer(help="The shop's orders.", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(orders, name="orders")
outbox = typer.Typer(help="What is to be sent outside.", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(outbox, name="outbox")
policy = typer.Typer(help="The shops' rules.", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(policy, name="policy")
log = typer.Typer(help="What was decided for customers.", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(log, name="log")
console = typer.Typer(help="Support's console.", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(console, name="console")
app.add_typer(stories, name="stories")
POLICY_FILE = {"exists": True, "dir_okay": False, "readable": True}


def run(arguments: Sequence[str]) -> int:
    """Run a command; its exit status."""
    try:
        status = app(list(arguments), prog_name="torikeshi", standalone_mode=True)
    except UserError as error:
        for line in str(error).splitlines():
            print(f"torikeshi: {line}", file=sys.stderr)
        return error.status
    except KeyboardInterrupt:
        return 130
    return status if isinstance(status, int) else 0


@app.command()
def serve() -> None:
    """Serve everything: the gateway with its pages, the actions and the bot. Ctrl-C ends all of it."""
    from torikeshi.serve import serve as serve_all

    raise typer.Exit(serve_all())


@orders.command("import")
def import_orders(
    file: Annotated[
        Path, typer.Argument(exists=True, dir_okay=False, readable=True, help="Orders: .csv or .jsonl")
    ],
) -> None:
    """Take a whole file of orders, or nothing of it; an order that is known already is replaced."""
    from torikeshi.imports import import_file

    count = import_file(file)
    print(f"{count} orders imported")


@app.command()
def erase(
    customer: Annotated[str, typer.Option(metavar="ID", help="The customer whose conversations go.")],
) -> None:
    """Remove everything that was said with a customer, the bot's memory too; the shop's orders stay."""
    from torikeshi.erasing import erase as erase_customer

    print(f"{erase_customer(customer)} conversations erased")


@app.command()
def sweep() -> None:
    """Remove the conversations in which nothing was said for as long as `TORIKESHI_RETENTION_DAYS` says."""
    from torikeshi.erasing import sweep as sweep_now

    print(f"{sweep_now()} conversations removed")


@outbox.command("list")
def list_outbox() -> None:
    """Print what could not be sent and was given up, one JSON object a line, without its content."""
    from torikeshi.outbox import dead_letters

    for line in dead_letters():
        print(line)


@outbox.command("retry")
def retry_outbox(
    id: Annotated[int | None, typer.Argument(metavar="ID", help="Only this one; else all of them.")] = None,
) -> None:
    """Let what was given up be tried again; exits 1 where there is no such thing."""
    from torikeshi.outbox import retry

    print(f"{retry(id)} to be tried again")


@console.command("add-user")
def add_user(
    name: Annotated[str, typer.Argument(help="What they sign in with.")],
    role: Annotated[
        Literal["viewer", "agent", "admin"], typer.Option(help="Each may do what those before it may.")
    ] = "agent",
) -> None:
    """Let somebody use the console; asks for a password, or reads it from standard input."""
    from torikeshi.console import add

    add(name, role)
    print(f"{name} may sign in as {role}")


@policy.command("check")
def check_policies(
    only: Annotated[
        list[Path] | None,
        typer.Option("--policy", metavar="FILE", help="Only this file; may stand again.", **POLICY_FILE),
    ] = None,
    more: Annotated[
        list[Path] | None, typer.Argument(metavar="FILE", help="More files.", **POLICY_FILE)
    ] = None,
) -> None:
    """Prove the tables over all combinations of facts, clauses and texts too; exits 1 on any finding."""
    from torikeshi.policy import check

    raise typer.Exit(check([*(only or ()), *(more or ())]))


@policy.command("coverage")
def policy_coverage(
    shape: Annotated[
        Literal["text", "html"], typer.Option("--format", help="A line a clause, or a page to read.")
    ] = "text",
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="FILE", help="Only these policies.", **POLICY_FILE)
    ] = None,
) -> None:
    """Print every clause with what carries it and the tests that touch it; exits 1 where nothing does."""
    from torikeshi.coverage import coverage

    raise typer.Exit(coverage(files or [], shape == "html"))


@policy.command("diff")
def policy_diff(
    old: Annotated[Path, typer.Argument(metavar="OLD", help="A version of a policy.", **POLICY_FILE)],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="Another of the same.", **POLICY_FILE)],
    orders: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Orders as for import: which of them are touched.")
    ] = None,
    now: Annotated[
        str | None,
        typer.Option(metavar="INSTANT", help="When the orders are decided on; the clock's, if absent."),
    ] = None,
) -> None:
    """Print every region of facts in which two versions answer differently; exits 1 where they do."""
    from torikeshi.diff import diff

    raise typer.Exit(diff(old, new, orders, now))


@log.command("show")
def show_line(number: Annotated[int, typer.Argument(metavar="ID", min=1, help="The line's number.")]) -> None:
    """Print a line of the decision log: facts, versions, answer and what was said."""
    from torikeshi.log import show

    raise typer.Exit(show(number))


@log.command("replay")
def replay_lines(
    since: Annotated[
        str | None, typer.Option(metavar="INSTANT", help="Only what was decided then or later.")
    ] = None,
    policy_file: Annotated[
        Path | None,
        typer.Option("--policy", metavar="FILE", help="By this version of its policy.", **POLICY_FILE),
    ] = None,
) -> None:
    """Decide again what was decided and print what differs; exits 1 where anything does."""
    from torikeshi.log import replay_log

    raise typer.Exit(replay_log(since, policy_file))


@log.command("verify")
def verify_log(
    noted: Annotated[
        str | None, typer.Option(metavar="ID:HASH", help="An end printed earlier, to be there still.")
    ] = None,
) -> None:
    """Find any line that was changed, moved or removed; exits 1 where one was."""
    from torikeshi.log import verify

    raise typer.Exit(verify(noted))


@app.command("schemas")
def write_schemas(
    folder: Annotated[Path, typer.Argument(file_okay=False, help="Where to write them.")] = Path(
        "docs/schemas"
    ),
) -> None:
    """Write JSON Schemas of facts, decisions, policy files and stories, so that editors can help."""
    from torikeshi.opening import policies
    from torikeshi.schemas import write_schemas as write

    for path in write(policies(), folder):
        print(path)


@app.command("explain")
def explain_facts(
    language: Annotated[Literal["ja", "en"], typer.Option(help="The language of the explanation.")] = "en",
    now: Annotated[
        str | None,
        typer.Option(metavar="INSTANT", help="Fills an absent `now`: 2026-04-01T10:00:00+09:00"),
    ] = None,
) -> None:
    """Say for people what is decided for one JSON object of facts on standard input, and why."""
    from torikeshi.explain import explain

    text, status = explain(sys.stdin.buffer, language, now)
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr] # whatever the locale
    print(text)
    raise typer.Exit(status)


@app.command()
def token(
    customer: Annotated[str, typer.Option(metavar="ID", help="The customer that the token names.")],
) -> None:
    """Print an identity token for trying things out; it is good for five minutes and for one conversation."""
    from torikeshi.tokens import identity_token

    print(identity_token(customer))


@app.command(add_help_option=False, context_settings={"ignore_unknown_options": True})
def decide() -> None:  # `torikeshi.cli` answers it; here it is for the list of commands
    """Decide on facts: one JSON object a line in, one answer a line out."""
