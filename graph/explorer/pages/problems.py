"""Problems: what was not understood, by document."""

from collections import Counter

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ...rows import code
from ..catalogue import catalogue
from ..charts import totals
from ..choices import choice, parameters, part
from ..labels import place, severity_labels
from ..rendering import data_of, page


def _problems(request: Request) -> Response:
    data = data_of(request)
    found = catalogue(data)
    rows = data.rows("explorer-problem-places")
    used = {code(row["severity"]) for row in rows}
    files = {code(row["document"]): found.files.get(row["document"], row["document"]) for row in rows}
    severity, what, document = chosen = (
        choice(
            request,
            "severity",
            "Severity",
            {each: label for each, label in severity_labels().items() if each in used},
        ),
        choice(request, "code", "What", {each: _words(each) for each in sorted({row["code"] for row in rows})}),
        choice(request, "document", "Document", dict(sorted(files.items(), key=lambda item: item[1]))),
    )
    shown = [
        row for row in rows
        if severity.admits(code(row["severity"])) and what.admits(row["code"]) and document.admits(code(row["document"]))
    ]  # fmt: skip
    shown.sort(
        key=lambda row: (
            place(code(row["severity"]), severity_labels()),
            files[code(row["document"])],
            int(row["page"] or 0),
        )
    )
    kinds = Counter(row["code"] for row in rows)
    drawn = totals(dict(kinds.most_common()), lambda each: f"/problems?code={each}", _words)
    return page(
        request, "problems.html", title="Problems of reading", catalogue=found, part=part(request, shown), choices=chosen,
        parameters=parameters(chosen), documents=len(files), drawn=drawn,
    )  # fmt: skip


def _words(name: str) -> str:
    return name.replace("-", " ")


ROUTES = [Route("/problems", _problems)]
