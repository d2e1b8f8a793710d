"""The store of the moment, and what was asked of it."""

import io
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar

from ..queries import run
from ..rows import Row, ask
from ..store import Store

_ANSWERS, _PAGES = 2000, 200  # that are kept
Made = TypeVar("Made")


class Memory:
    """What was made before by its key; what was asked for least recently is forgotten first."""

    def __init__(self, most: int) -> None:
        """Keep so many at most."""
        self._most = most
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = Lock()

    def once(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """What was made for a key before, or is made now. Two who ask at one time may both make it, and get the same one."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]  # type: ignore[no-any-return]
        made = make()
        with self._lock:
            made = self._kept.setdefault(key, made)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return made


class Data:
    """One state of the store. What is asked twice is answered from memory, as the state never changes."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.pages = Memory(_PAGES)
        self._answers = Memory(_ANSWERS)

    def rows(self, name: str, variable: str = "", values: Iterable[str] = ()) -> list[Row]:
        """The rows of a query of the library where a variable has one of some IRIs; see ``rows.ask``."""
        chosen = tuple(sorted(set(values)))
        return self.once((name, variable, chosen), lambda: ask(self.store, name, variable, chosen))

    def answer(self, name: str, **parameters: str) -> list[Row]:
        """The rows of a query of the library with parameters as a person gives them.

        :raises QueryError: if a parameter is not what the query takes
        """

        def asked() -> list[Row]:
            result = run(name, parameters, self.store, io.StringIO())
            return [dict(zip(result.columns, row, strict=True)) for row in result.text_rows()]

        return self.once((name, tuple(sorted(parameters.items()))), asked)

    def once(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """What was made for a key before, or is made now."""
        return self._answers.once(key, make)


class Shelf:
    """The data of a store's folder, opened anew when a build has made another state of it."""

    def __init__(self, folder: Path) -> None:
        """Open the store.

        :raises StoreError: if there is none, or it cannot be read
        """
        self.folder = folder
        self._lock = Lock()
        self._data = Data(Store(folder))

    def current(self) -> Data:
        """The data of the moment.

        :raises StoreError: if the store cannot be read any more
        """
        with self._lock:
            if not self._data.store.is_current():
                self._data = Data(Store(self.folder))
            return self._data
