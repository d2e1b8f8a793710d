"""How the package hangs together, computed from its syntax trees: who imports whom, who sees which library, what is documented.

Every rule is a function of a folder that gives one line for each breach; each is run on the package, where it finds nothing, and on
a planted package, where it has to find what is planted.
"""

import ast
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "graph"

LAYERS: tuple[frozenset[str], ...] = (
    frozenset({"__init__", "errors", "settings", "document", "dates", "facts"}),
    frozenset({"iris", "files", "vocabulary", "days"}),
    frozenset({"register", "sources", "syntax"}),
    frozenset({"structure", "parameters"}),
    frozenset({"language"}),
    frozenset({"extract", "query_file"}),
    frozenset({"triples", "reading"}),
    frozenset({"store", "link"}),
    frozenset(
        {
            "results",
            "endpoint",
            "queries",
            "build",
            "export",
            "privacy",
            "publish",
            "rights",
            "checks",
            "why",
            "network",
            "reference",
            "brief",
            "rows",
        }
    ),
    frozenset({"explorer"}),
    frozenset({"demo"}),
    frozenset({"cli"}),
    frozenset({"__main__"}),
)
"""What may be imported from below, lowest first. Within a layer imports may not go round in a circle."""

NOUNS = frozenset({"document", "facts", "dates"})

RDF = frozenset(
    {
        "build",
        "checks",
        "endpoint",
        "export",
        "link",
        "network",
        "parameters",
        "privacy",
        "publish",
        "queries",
        "query_file",
        "reference",
        "results",
        "explorer",
        "rights",
        "rows",
        "store",
        "triples",
        "vocabulary",
        "why",
    }
)
OWNERS: dict[str, frozenset[str]] = {
    "pypdfium2": frozenset({"sources"}),
    "trafilatura": frozenset({"sources"}),
    "pyoxigraph": RDF,
    "rdflib": RDF,
    "pyshacl": frozenset({"checks"}),
    "SPARQLWrapper": frozenset({"endpoint"}),
    "typer": frozenset({"cli"}),
    "sqlite3": frozenset({"store", "explorer"}),
    "filelock": frozenset({"store"}),
    "networkx": frozenset({"network", "export", "explorer"}),
    "pyvis": frozenset({"network"}),
    "jinja2": frozenset({"network", "brief", "explorer"}),
    "starlette": frozenset({"explorer"}),
    "uvicorn": frozenset({"explorer"}),
    "argparse": frozenset(),
}
"""Which modules of the package see which libraries, at their top or inside functions."""

HEAVY = ("trafilatura", "rdflib", "networkx", "pyvis", "pyshacl", "rich", "SPARQLWrapper", "jinja2", "yaml")
"""Libraries that take long to import: only functions that need them may."""

EXTRACTORS_SEE = frozenset({"document", "dates", "facts", "structure", "vocabulary", "register", "language", "extract"})
EXTRACTORS_USE = frozenset(
    [
        "collections",
        "dataclasses",
        "datetime",
        "decimal",
        "enum",
        "functools",
        "itertools",
        "math",
        "re",
        "typing",
        "importlib",
        "pkgutil",
    ]
)
FILES = frozenset({"open", "exec", "eval", "input", "print", "__import__"})

MOST_LINES = 400
LONG_FOR_A_REASON: dict[str, str] = {}
"""Files that may be longer, each with the reason."""


@dataclass(frozen=True, slots=True)
class Import:
    """An import: the top-level name of a library, or of a module or package of ours; ``full`` is the dotted name inside ours."""

    line: int
    name: str
    full: str
    ours: bool
    at_top: bool


@dataclass(frozen=True)
class Module:
    """A file of a package: its dotted name without the package's, and its syntax tree."""

    path: Path
    name: str
    tree: ast.Module

    @property
    def part(self) -> str:
        """The top-level module or package it belongs to."""
        return self.name.split(".")[0]

    def imports(self) -> Iterator[Import]:
        """All imports, also those inside functions."""
        for node in ast.walk(self.tree):
            at_top = node in self.tree.body
            if isinstance(node, ast.Import):
                for alias in node.names:
                    yield Import(node.lineno, alias.name.split(".")[0], alias.name, False, at_top)
            elif isinstance(node, ast.ImportFrom):
                yield from self._from(node, at_top)

    def _from(self, node: ast.ImportFrom, at_top: bool) -> Iterator[Import]:
        if not node.level:
            yield Import(node.lineno, str(node.module).split(".")[0], str(node.module), False, at_top)
            return
        above = self.name.split(".")
        above = above[: len(above) - node.level + (self.path.name == "__init__.py" and self.name != "__init__")]
        names = [str(node.module)] if node.module else [alias.name for alias in node.names]
        for name in names:
            full = ".".join([*above, name])
            top = full.split(".")[0]
            yield Import(node.lineno, "__init__" if top.startswith("__version") else top, full, True, at_top)


@lru_cache(maxsize=4)
def modules(package: Path) -> tuple[Module, ...]:
    """All files of a package."""
    found = []
    for path in sorted(package.rglob("*.py")):
        parts = path.relative_to(package).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 1 else parts)
        found.append(Module(path, name, ast.parse(path.read_text(encoding="utf-8"))))
    return tuple(found)


def place(module: Module, line: int) -> str:
    return f"{module.path.name}:{line}"


#
# The rules
#


def nouns_that_import_steps(package: Path) -> Iterator[str]:
    """Nouns import nothing of ours but nouns."""
    for module in modules(package):
        for each in module.imports():
            if module.part in NOUNS and each.ours and each.name not in NOUNS:
                yield f"{place(module, each.line)}: a noun imports {each.name}"


def imports_that_go_up(package: Path) -> Iterator[str]:
    """Imports go from a higher layer to a lower one, or stay within one."""
    heights = {name: height for height, layer in enumerate(LAYERS) for name in layer}
    for module in modules(package):
        if module.part not in heights:
            yield f"{module.path.name}: has no place in LAYERS; give it one"
            continue
        for each in module.imports():
            if each.ours and heights.get(each.name, -1) > heights[module.part]:
                yield f"{place(module, each.line)}: {module.part} imports {each.name}, which stands above it"


def circles(package: Path) -> Iterator[str]:
    """No imports at the top of modules go round in a circle, nor do imports of packages and modules as wholes."""
    by_module: dict[str, set[str]] = {}
    by_part: dict[str, set[str]] = {}
    names = {module.name for module in modules(package)}
    for module in modules(package):
        for each in module.imports():
            if not each.ours:
                continue
            target = each.full if each.full in names else each.full.rpartition(".")[0]
            if each.at_top and target != module.name:
                by_module.setdefault(module.name, set()).add(target)
            if each.name != module.part:
                by_part.setdefault(module.part, set()).add(each.name)
    for graph in (by_module, by_part):
        try:
            list(TopologicalSorter(graph).static_order())
        except CycleError as error:
            yield "imports go round: " + " -> ".join(error.args[1])


def libraries_seen_elsewhere(package: Path) -> Iterator[str]:
    """Only the owners of a library import it."""
    for module in modules(package):
        for each in module.imports():
            if not each.ours and each.name in OWNERS and module.part not in OWNERS[each.name]:
                yield f"{place(module, each.line)}: {module.part} imports {each.name}"


def imports_by_own_name(package: Path) -> Iterator[str]:
    """Inside the package imports are relative."""
    for module in modules(package):
        for each in module.imports():
            if not each.ours and each.name in ("graph", "tests"):
                yield f"{place(module, each.line)}: imports {each.full} by its full name"


def extractors_that_see_more(package: Path) -> Iterator[str]:
    """Extractors see facts, structure and vocabulary; no RDF, no files, no libraries."""
    for module in modules(package):
        if module.part != "extract":
            continue
        for each in module.imports():
            if each.name not in (EXTRACTORS_SEE if each.ours else EXTRACTORS_USE):
                yield f"{place(module, each.line)}: an extractor imports {each.full}"
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in FILES:
                yield f"{place(module, node.lineno)}: an extractor calls {node.func.id}"


def heavy_imports_at_the_top(package: Path) -> Iterator[str]:
    """Libraries that take long to import are imported inside functions."""
    for module in modules(package):
        for each in module.imports():
            if each.at_top and each.name in HEAVY:
                yield f"{place(module, each.line)}: {each.name} is imported by whoever imports {module.name}"


def undocumented(package: Path) -> Iterator[str]:
    """Modules, and public classes, functions and methods have docstrings, but for methods that fill in a documented one."""
    documented = {name for module in modules(package) for name, node in _definitions(module) if ast.get_docstring(node)}
    methods = {name.rpartition(".")[2] for name in documented if "." in name}
    for module in modules(package):
        if not ast.get_docstring(module.tree):
            yield f"{module.path.name}: the module has no docstring"
        for name, node in _definitions(module):
            filled_in = "." in name and name.rpartition(".")[2] in methods
            if not ast.get_docstring(node) and not filled_in:
                yield f"{place(module, node.lineno)}: {name} has no docstring"


Definition = ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


def _definitions(module: Module) -> Iterator[tuple[str, Definition]]:
    """Public classes and functions, and the public methods of public classes."""
    for node in module.tree.body:
        if isinstance(node, Definition) and not node.name.startswith("_"):
            yield node.name, node
            if isinstance(node, ast.ClassDef):
                for inner in node.body:
                    if isinstance(inner, Definition) and not inner.name.startswith("_"):
                        yield f"{node.name}.{inner.name}", inner


def files_too_long(package: Path) -> Iterator[str]:
    """No file has more than 400 lines, but those named with a reason."""
    for module in modules(package):
        lines = module.path.read_text(encoding="utf-8").count("\n")
        if lines > MOST_LINES and not LONG_FOR_A_REASON.get(module.name):
            yield f"{module.path.name}: {lines} lines; divide it, or give the reason in LONG_FOR_A_REASON"


Rule = Callable[[Path], Iterator[str]]

PLANTED: list[tuple[Rule, dict[str, str], str]] = [
    (nouns_that_import_steps, {"facts.py": "from .iris import fact"}, "facts.py:1: a noun imports iris"),
    (imports_that_go_up, {"sources/pdf.py": "from ..structure import x"}, "pdf.py:1: sources imports structure"),
    (imports_that_go_up, {"store.py": "def f():\n    from .cli import main"}, "store.py:2: store imports cli"),
    (imports_that_go_up, {"helper.py": ""}, "helper.py: has no place in LAYERS"),
    (circles, {"why.py": "from .checks import a", "checks.py": "from . import why"}, "imports go round: "),
    (circles, {"why.py": "def f():\n    from . import checks", "checks.py": "from . import why"}, "imports go round: "),
    (circles, {"network/a.py": "from .b import x", "network/b.py": "from .a import x"}, "imports go round: network."),
    (libraries_seen_elsewhere, {"extract/laws.py": "import pyoxigraph as ox"}, "laws.py:1: extract imports pyoxigraph"),
    (libraries_seen_elsewhere, {"cli.py": "def f():\n    import rdflib.graph"}, "cli.py:2: cli imports rdflib"),
    (libraries_seen_elsewhere, {"build.py": "from pypdfium2.raw import x"}, "build.py:1: build imports pypdfium2"),
    (imports_by_own_name, {"why.py": "from graph.store import Store"}, "why.py:1: imports graph.store"),
    (
        extractors_that_see_more,
        {"extract/laws.py": "from pathlib import Path"},
        "laws.py:1: an extractor imports pathlib",
    ),
    (extractors_that_see_more, {"extract/laws.py": "from ..iris import fact"}, "laws.py:1: an extractor imports iris"),
    (extractors_that_see_more, {"extract/laws.py": "x = open('y')"}, "laws.py:1: an extractor calls open"),
    (heavy_imports_at_the_top, {"export.py": "import networkx as nx"}, "export.py:1: networkx is imported"),
    (undocumented, {"why.py": ""}, "why.py: the module has no docstring"),
    (undocumented, {"why.py": '"""Why."""\ndef explain(): ...'}, "why.py:2: explain has no docstring"),
    (
        undocumented,
        {"why.py": '"""Why."""\nclass A:\n    """A."""\n    def b(self): ...'},
        "why.py:4: A.b has no docstring",
    ),
    (files_too_long, {"why.py": "\n" * 401}, "why.py: 401 lines"),
]
RULES = tuple(dict.fromkeys(rule for rule, _, _ in PLANTED))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_package_keeps_the_rule(rule: Rule) -> None:
    assert list(rule(PACKAGE)) == []


@pytest.mark.parametrize(("rule", "files", "breach"), PLANTED, ids=lambda value: getattr(value, "__name__", ""))
def test_rule_can_fail(tmp_path: Path, rule: Rule, files: dict[str, str], breach: str) -> None:
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    found = list(rule(tmp_path))
    assert any(line.startswith(breach) for line in found), found


def test_files_of_the_package_are_found() -> None:
    names = {module.name for module in modules(PACKAGE)}
    assert {"__init__", "cli", "extract", "extract.judgements", "sources.pdf", "structure.report"} <= names


def test_names_of_the_rules_are_those_of_the_package() -> None:
    parts = {module.part for module in modules(PACKAGE)}
    assert frozenset().union(*LAYERS) <= parts, "LAYERS names a module that is gone"
    assert frozenset().union(*OWNERS.values(), NOUNS, EXTRACTORS_SEE) <= parts
    assert set(LONG_FOR_A_REASON) <= {module.name for module in modules(PACKAGE)}


def loaded_by(statement: str) -> set[str]:
    """Top-level names of the modules that are loaded after a statement in a new process."""
    program = f"import sys; {statement}; print(*{{name.split('.')[0] for name in sys.modules}})"
    ran = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    return set(ran.stdout.split())


def test_the_command_line_loads_no_heavy_library() -> None:
    assert loaded_by("import graph.cli") & set(HEAVY) == set()


def test_commands_load_no_heavy_library_before_they_need_it() -> None:
    names = "build, checks, demo, export, network, queries, why"
    assert loaded_by(f"from graph import {names}") & set(HEAVY) == set()


def test_a_heavy_library_would_be_seen() -> None:
    assert "yaml" in loaded_by("import graph.cli, yaml") & set(HEAVY)
