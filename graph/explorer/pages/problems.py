"""Problems: what was not understood, by document."""

from collections import Counter

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ...rows import code, grouped
from ..catalogue import catalogue
from ..choices import choice, part
from ..labels import place, problem_kind, problem_kinds, severity_labels
from ..rendering import data_of, page


def _problems(request: Request) -> Response:
    data = data_of(request)
    found = catalogue(data)
    every = data.rows("explorer-problem-places")
    rows = found.own(every)
    used = {code(row["severity"]) for row in rows}
    files = {code(row["document"]): found.files.get(row["document"], row["document"]) for row in rows}
    severity, what, document = chosen = (
        choice(
            request,
            "severity",
            "Severity",
            {each: label for each, label in severity_labels().items() if each in used},
        ),
        choice(request, "code", "What", {each: problem_kind(each) for each in sorted({row["code"] for row in rows})}),
        choice(request, "document", "Document", dict(sorted(files.items(), key=lambda item: item[1]))),
    )
    shown = [
        row for row in rows
        if severity.admits(code(row["severity"])) and what.admits(row["code"]) and document.admits(code(row["document"]))
    ]  # fmt: skip
    shown.sort(
        key=lambda row: (
            place(code(row["severity"]), severity_labels()),
            row["code"],
            files[code(row["document"])],
            int(row["page"] or 0),
        )
    )
    kinds = Counter(row["code"] for row in rows)
    some = part(request, shown)
    return page(
        request, "problems.html", title="Problems of reading", catalogue=found, part=some, choices=chosen, documents=len(files),
        counts=kinds.most_common(), kinds=problem_kinds(), groups=grouped(some.rows, "code"), poorer=len(every) - len(rows),
    )  # fmt: skip


ROUTES = [Route("/problems", _problems)]
