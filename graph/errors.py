"""The errors of the project, one tree, none of which knows the command line.

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
├── EndpointError          a SPARQL endpoint does not answer
└── SubjectError           nothing in the graph goes by that name
"""


class InspectionGraphError(Exception):
    """Base of all errors: the message says what, where, and what to do."""


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


class EndpointError(InspectionGraphError):
    """A SPARQL endpoint cannot be reached, or refuses."""


class SubjectError(InspectionGraphError):
    """Nothing in the graph goes by that name or IRI."""


class ServerError(InspectionGraphError):
    """The explorer cannot be served."""
