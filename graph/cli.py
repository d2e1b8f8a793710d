"""The command line: reads arguments, calls one function, prints."""

import io
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from . import __version__
from .errors import InspectionGraphError
from .export import Format, Quotes
from .settings import SAMPLES, default_store


class _Commands(TyperGroup):
    """Commands whose reader may go before all is said, as "| head" does; there is nobody to tell then."""

    def invoke(self, ctx: Any) -> Any:
        try:
            try:
                return super().invoke(ctx)
            finally:
                sys.stdout.flush()
        except BrokenPipeError:
            _close_output()
            raise typer.Exit from None


app = typer.Typer(
    cls=_Commands,
    help="Inspection reports of children's services as a knowledge graph whose every statement leads back to its words.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

StoreOption = Annotated[
    Path,
    typer.Option(
        "--store",
        help="Folder of the store.",
        envvar="INSPECTION_GRAPH_STORE",
        default_factory=default_store,
        show_default="./inspection-graph.store",
    ),
]
PortOption = Annotated[
    int, typer.Option("--port", min=0, max=65535, help="Port to listen at; 0 takes any that is free.")
]
JobsOption = Annotated[
    int | None,
    typer.Option("--jobs", min=1, help="Processes that read at the same time.", show_default="number of processors"),
]
QuotesOption = Annotated[
    Quotes,
    typer.Option(
        "--quotes",
        help="How much of the documents' words goes along at most: all, 15 words of each quote, or none. Reports without an open "
        "licence give short quotes, whatever is asked.",
    ),
]
PressOption = Annotated[Quotes, typer.Option("--press", help="The same for articles of the press.")]
NamesOption = Annotated[
    bool,
    typer.Option("--names", help="Also names that articles give of people who hold no post that the scheme knows."),
]


@app.callback(invoke_without_command=True)
def _root(version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False) -> None:
    if version:
        print(f"inspection-graph {__version__}")
        raise typer.Exit


@app.command()
def build(
    sources: Annotated[
        list[str], typer.Argument(help="Files, folders and globs: PDF, HTML or text.", metavar="SOURCE...")
    ],
    store: StoreOption,
    jobs: JobsOption = None,
) -> None:
    """Read documents into the store; what is unchanged is not read again."""
    from .build import build as run

    with _progress("reading") as progress:
        summary = run(sources, store, jobs, progress)
    for name, reason in sorted(summary.refused.items()):
        _say(f"refused: {name}: {reason}")
    for name in summary.articles:
        _say(f"article: {name}")
    for name in summary.unknown:
        _say(f"no known framework: {name}: its text is kept; 'inspection-graph query problems' says more")
    for note in summary.copies:
        _say(f"copy: {note}")
    print(summary.line())
    raise typer.Exit(1 if summary.refused else 0)


@app.command()
def query(
    name: Annotated[
        str,
        typer.Argument(help="A query of the library, a .rq file, or - for standard input.", metavar="NAME|FILE.rq|-"),
    ],
    store: StoreOption,
    param: Annotated[
        list[str] | None, typer.Option("--param", "-p", help="A parameter, as key=value.", metavar="KEY=VALUE")
    ] = None,
    form: Annotated[str, typer.Option("--format", "-f", help="table, csv, tsv, json or turtle.")] = "table",
    endpoint: Annotated[
        str | None, typer.Option("--endpoint", help="A SPARQL 1.1 endpoint to ask instead of the store.", metavar="URL")
    ] = None,
) -> None:
    """Ask a query of the library, a file or standard input."""
    from .queries import Endpoint, parameters, run, write
    from .store import Store

    source = Endpoint(endpoint) if endpoint else Store(store)
    result = run(name, parameters(param or []), source, sys.stdin)
    write(result, form, sys.stdout)
    if not result.rows:
        _say("no rows: nothing in the graph fits")


@app.command()
def queries() -> None:
    """List the library: name, question, parameters."""
    from .queries import library

    for entry in library().values():
        if not entry.internal:
            print(entry.summary())


@app.command()
def why(
    iri: Annotated[str, typer.Argument(help="The IRI of a statement, with or without the namespace.")],
    store: StoreOption,
) -> None:
    """Show the way from a statement to its words."""
    from .store import Store
    from .why import explain

    print(explain(Store(store), iri))


@app.command()
def check(store: StoreOption) -> None:
    """Check shapes, quality, and that every quote still stands at its place."""
    from .checks import check as run
    from .store import Store

    opened = Store(store)
    with _progress("checking") as progress:
        failures = run(opened, progress)
    for failure in failures:
        print(failure)
    print(f"{len(opened.documents())} documents checked, {len(failures)} failures")
    raise typer.Exit(1 if failures else 0)


@app.command()
def export(
    store: StoreOption,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="File to write.", show_default="standard output")
    ] = None,
    form: Annotated[Format, typer.Option("--format", "-f", help="What to write.")] = Format.TURTLE,
    document: Annotated[
        str, typer.Option("--document", help="Only this document: file name, beginning of its hash, or IRI.")
    ] = "",
    quotes: QuotesOption = Quotes.FULL,
    press: PressOption = Quotes.NONE,
    names: NamesOption = False,
    vocabulary: Annotated[
        bool,
        typer.Option("--vocabulary", help="Also the schemes and the register, which most queries need on a server."),
    ] = False,
) -> None:
    """Write the graph: the same graph gives the same bytes."""
    from .export import export as run
    from .files import written
    from .store import Store

    opened = Store(store)
    with written(output) as target:
        run(opened, target, form, quotes, document, vocabulary, press, names)


@app.command()
def publish(
    store: StoreOption,
    endpoint: Annotated[
        str,
        typer.Option(
            "--endpoint",
            help="Where the server takes graphs (Graph Store Protocol), such as http://127.0.0.1:7878/store. A user and password, or a "
            "token, are taken from INSPECTION_GRAPH_USER and INSPECTION_GRAPH_PASSWORD, or INSPECTION_GRAPH_TOKEN.",
            metavar="URL",
        ),
    ],
    quotes: QuotesOption = Quotes.FULL,
    press: PressOption = Quotes.NONE,
    names: NamesOption = False,
    prune: Annotated[
        bool, typer.Option("--prune", help="Also remove graphs of documents that the store does not have any more.")
    ] = False,
    queries_at: Annotated[
        str,
        typer.Option(
            "--query-endpoint",
            help="Where the server answers queries, which --prune needs.",
            metavar="URL",
            show_default="'query' beside --endpoint",
        ),
    ] = "",
) -> None:
    """Put the graphs on a SPARQL server, each in place of what the server has of it."""
    from .publish import Target
    from .publish import publish as run
    from .rights import Rights
    from .store import Store

    rights = Rights(Store(store), quotes, press, names)
    target = Target.of_environment(endpoint, queries_at)
    with _progress("publishing") as progress:
        print(run(rights, target, prune, progress))


@app.command()
def view(
    store: StoreOption,
    output: Annotated[Path, typer.Option("--output", "-o", help="HTML file to write.")],
    subject: Annotated[
        str | None,
        typer.Argument(
            help="An authority, inspection, document, person, theme, body or post: name, code or IRI.",
            show_default="all",
        ),
    ] = None,
) -> None:
    """Write the network around a subject as one self-contained page."""
    from .files import written
    from .network import view_page
    from .store import Store

    page = view_page(Store(store), subject)
    with written(output) as target:
        target.write(page.encode())
    print(f"{output}: open it in a browser")


@app.command()
def brief(
    store: StoreOption,
    authority: Annotated[str, typer.Argument(help="GSS code or any name of the register.", show_default=False)],
    output: Annotated[Path, typer.Option("--output", "-o", help="HTML file to write.")],
) -> None:
    """Write what the reports say of an authority on one page, every line with its page."""
    from .brief import brief_page
    from .files import written
    from .store import Store

    page = brief_page(Store(store), authority)
    with written(output) as target:
        target.write(page.encode())
    print(f"{output}: open it in a browser")


@app.command()
def serve(
    store: StoreOption,
    port: PortOption = 8000,
    host: Annotated[str, typer.Option("--host", help="Address to listen at.")] = "127.0.0.1",
    allow_host: Annotated[
        list[str] | None,
        typer.Option(
            "--allow-host",
            help="A further name that the server goes by; it answers to addresses and the machine's own names only.",
            metavar="NAME",
        ),
    ] = None,
) -> None:
    """Open the explorer and a SPARQL endpoint over the store, for this machine alone.

    A query is ended after 10 seconds, or as many as INSPECTION_GRAPH_QUERY_SECONDS says; of an answer with more than 100,000 rows, or
    INSPECTION_GRAPH_QUERY_ROWS, the rest is cut off.
    """
    from .explorer import serve as run

    run(store, host, port, _say, allow_host or ())


@app.command()
def demo(
    folder: Annotated[Path, typer.Option("--folder", help="Folder for the sample's store and page.")] = Path(
        "inspection-graph-demo"
    ),
    look: Annotated[bool, typer.Option("--serve", help="Open the explorer on the sample.")] = False,
    port: PortOption = 8000,
) -> None:
    """Build the sample graph, say what it holds and what to try next."""
    from .demo import run

    for line in run(SAMPLES, folder, _own_name()):
        print(line)
    if look:
        from .explorer import serve as run_server

        sys.stdout.flush()
        run_server(folder / "store", port=port, say=_say)


@contextmanager
def _progress(doing: str) -> Iterator[Callable[[int, int, str], None] | None]:
    """A progress bar on a terminal, nothing elsewhere."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(doing, total=None)
        yield lambda number, total, name: bar.update(task, completed=number, total=total, description=name)


def _own_name() -> str:
    """What to type to run this program again, as it was started."""
    program = Path(sys.argv[0])
    if program.stem == "__main__":
        return f"{sys.executable} -m graph"
    return sys.argv[0] if os.sep in sys.argv[0] else program.name


def _say(line: str) -> None:
    """One line to standard error, whatever characters a file name holds."""
    shown = (each if each.isprintable() else each.encode("unicode_escape").decode() for each in line)
    print("".join(shown), file=sys.stderr)


def _close_output() -> None:
    """What is left to write goes nowhere, so that the end of the process does not try again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def main() -> None:
    """Run the command line; errors of ours, and those of disks, become one line and exit status 2."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    try:
        app()
    except InspectionGraphError as error:
        _say(f"inspection-graph: {error}")
    except OSError as error:
        _close_output()
        _say(f"inspection-graph: {error}; check the disk that is read from or written to")
    except RuntimeError as error:
        if not str(error).startswith("Corruption"):  # what Oxigraph says of a damaged file
            raise
        _say(f"inspection-graph: the store is damaged ({error}); remove its folder and build it again")
    sys.exit(2)
