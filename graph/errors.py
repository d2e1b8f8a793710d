"""The errors of the project, one tree.

InspectionGraphError
├── SourceError            a file cannot be read
│   ├── EmptyFile
│   ├── NotWhatItsNameSays
│   ├── DamagedFile
│   ├── EncryptedFile
│   └── NoText
├── VocabularyError        a file of ontology/ does not say what the code needs
├── StoreError             the store is missing, locked, full or damaged
├── QueryError             a query is unknown, malformed or wrongly parametrised
│   └── ParameterError
├── EndpointError          a SPARQL endpoint does not answer
└── SubjectError           nothing in the graph goes by that name
"""

from collections.abc import Iterable


class InspectionGraphError(Exception):
    """Base of all errors: the message says what, where, and what to do.

    ``what`` is the message for every reader; ``near`` are names like the one that was given, and ``command`` says what to do at a
    command line, which is told there alone.
    """

    def __init__(self, what: str = "", *, near: Iterable[str] = (), command: str = "") -> None:
        """Make an error whose text has all its parts."""
        self.what, self.near = what, tuple(near)
        super().__init__("; ".join(filter(None, (self.plain, command))))

    @property
    def plain(self) -> str:
        """The message without what to do at a command line."""
        return f"{self.what}; near are: {', '.join(self.near)}" if self.near else self.what


class SourceError(InspectionGraphError):
    """A file cannot be read; the rest of a run goes on without it."""


class EmptyFile(SourceError):
    """The file holds no bytes."""


class NotWhatItsNameSays(SourceError):
    """The content is of another kind than the file's name promises, or of no kind that can be read."""


class DamagedFile(SourceError):
    """The file breaks off or breaks the rules of its format."""


class EncryptedFile(SourceError):
    """The file opens with a password only."""


class NoText(SourceError):
    """Pages without any text, such as scans."""


class VocabularyError(InspectionGraphError):
    """A description in ontology/ is missing or contradicts another."""


class StoreError(InspectionGraphError):
    """The store is missing, locked, full or damaged; what was there is still there."""


class QueryError(InspectionGraphError):
    """A query is unknown, malformed, or given a wrong parameter."""


class ParameterError(QueryError):
    """A parameter of a query is missing or wrong: its name, and what is wrong without what else the query takes."""

    def __init__(self, message: str, parameter: str, reason: str) -> None:
        super().__init__(message)
        self.parameter = parameter
        self.reason = reason


class EndpointError(InspectionGraphError):
    """A SPARQL endpoint cannot be reached, or refuses."""


class SubjectError(InspectionGraphError):
    """Nothing in the graph goes by that name or IRI."""


class ServerError(InspectionGraphError):
    """The explorer cannot be served."""
