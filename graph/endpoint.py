"""SPARQL 1.1 endpoints: the same queries, asked over HTTP."""

import http.client
import urllib.error
import urllib.parse
from dataclasses import dataclass, field

import pyoxigraph as ox

from . import __version__
from .errors import EndpointError
from .results import Result

_LONGEST_GET = 1500  # characters: longer addresses are refused by some servers
_LONGEST_REASON = 300
_LONGEST_BODY = 2000  # bytes of a refusal that are read
_CUT = "X-SPARQL-MaxRows"  # what servers say of an answer that is not whole, with how many rows they give


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A SPARQL 1.1 query endpoint; ``timeout`` is how many seconds it may stay silent, ``authorization`` that header, if it needs one."""

    url: str
    timeout: int = 60
    authorization: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        parts = urllib.parse.urlsplit(self.url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise EndpointError(
                f"'{self.url}' is no address of an endpoint; expected one beginning with http:// or https://"
            )

    def ask(self, text: str, form: str) -> Result:
        """The answer to a query of a form, such as SELECT.

        :raises EndpointError: if the endpoint cannot be reached, refuses, or answers something else
        """
        media_type, data = self._fetch(text, form)
        try:
            if form in ("CONSTRUCT", "DESCRIBE"):
                return Result.triples(self._triples(media_type, data))
            return Result.of(self._rows(media_type, data))
        except (SyntaxError, ValueError, OSError) as error:
            raise EndpointError(f"{self.url}: the answer breaks off or is malformed ({error}); ask again") from error

    def _fetch(self, text: str, form: str) -> tuple[str, bytes]:
        """The media type of the answer, and its bytes."""
        from SPARQLWrapper import JSON, POST, TURTLE, SPARQLWrapper
        from SPARQLWrapper.SPARQLExceptions import SPARQLWrapperException

        wrapper = SPARQLWrapper(self.url, agent=f"inspection-graph/{__version__}")
        wrapper.setTimeout(self.timeout)
        wrapper.setOnlyConneg(True)
        if self.authorization:
            wrapper.addCustomHttpHeader("Authorization", self.authorization)
        wrapper.setReturnFormat(TURTLE if form in ("CONSTRUCT", "DESCRIBE") else JSON)
        # Set here and not by setQuery(), which guesses the form and warns when it cannot.
        wrapper.queryString, wrapper.queryType = text, form
        if len(text) > _LONGEST_GET:
            wrapper.setMethod(POST)
        try:
            response = wrapper.query().response
            with response:
                self._check_whole(response.headers.get(_CUT))
                return response.headers.get_content_type(), response.read()
        except SPARQLWrapperException as error:
            raise EndpointError(f"{self.url}: {_refusal(error)}") from error
        except urllib.error.HTTPError as error:
            with error:
                said = _shortened(error.read(_LONGEST_BODY).decode("utf-8", "replace"))
                raise EndpointError(
                    f"{self.url}: the server answers {error.code} {error.reason}; {_advice(error.code)}{said}"
                ) from error
        except (OSError, http.client.HTTPException, ValueError) as error:
            reason = getattr(error, "reason", None) or error
            raise EndpointError(
                f"{self.url}: the endpoint does not answer ({reason}); check the address, and that the server runs"
            ) from error

    def _check_whole(self, most: str | None) -> None:
        if most:
            raise EndpointError(
                f"{self.url}: the server gives no more than {most} rows and cut the answer off; ask for less with parameters or a LIMIT"
            )

    def _rows(self, media_type: str, data: bytes) -> ox.QuerySolutions | ox.QueryBoolean:
        found = ox.QueryResultsFormat.from_media_type(media_type)
        if media_type == "application/json":
            found = ox.QueryResultsFormat.JSON
        if found is None:
            raise self._strange(media_type)
        return ox.parse_query_results(data, found)

    def _triples(self, media_type: str, data: bytes) -> list[ox.Triple]:
        found = ox.RdfFormat.from_media_type(media_type)
        if found is None:
            raise self._strange(media_type)
        return [quad.triple for quad in ox.parse(data, format=found, base_iri=self.url)]

    def _strange(self, media_type: str) -> EndpointError:
        return EndpointError(
            f"{self.url}: the server answers with {media_type}, which are no results of a query; "
            "give the address of its SPARQL query endpoint, which often ends in /query or /sparql"
        )


def _refusal(error: Exception) -> str:
    """What a server said when it refused, and what to do about it."""
    advice = {
        "QueryBadFormed": "it refuses the query as malformed",
        "EndPointNotFound": "there is no endpoint at this address; check the path, which often ends in /query or /sparql",
        "Unauthorized": "it asks for a user and password, which are not supported; ask a server that is open to you",
        "URITooLong": "it refuses the query as too long; ask with fewer values",
        "EndPointInternalError": "it fails on the query; try again, or ask for less with parameters",
    }
    said = advice.get(type(error).__name__, "it refuses the query")
    return f"{said}{_said(error)}"


def _said(error: Exception) -> str:
    """The server's own words, shortened, in brackets."""
    data = error.args[0] if error.args else ""
    _, _, reason = str(data).replace("\\n", " ").partition("Response:")
    return _shortened(reason.strip().removeprefix("b").strip("'\" "))


def _shortened(said: str) -> str:
    """A server's words on one line, without what would steer a terminal, in brackets; nothing for pages and for silence."""
    words = " ".join(said.split())
    shown = "".join(letter for letter in words[:_LONGEST_REASON] if letter.isprintable())
    return f" ({shown})" if shown and not shown.startswith("<") else ""


def _advice(code: int) -> str:
    if code in (403, 407):
        return "it is not open to you; ask another"
    if code in (405, 415):
        return "this is not a SPARQL query endpoint; check the path, which often ends in /query or /sparql"
    return "try again later, or ask for less" if code >= 500 else "check the address"
