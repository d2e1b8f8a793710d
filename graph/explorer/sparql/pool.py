"""The processes that answer queries: a few, kept warm; one that takes too long or dies is replaced."""

import multiprocessing
import threading
import time
import weakref
from collections.abc import Callable
from pathlib import Path

from .asked import Refused
from .limits import Limits
from .worker import Answer, Job, work

_START_SECONDS = 30.0
_END_SECONDS = 2.0
GLANCE_SECONDS = 0.2
"""After which it is looked again whether who asked still waits."""
_ENDING = "the server is being ended"
_RETRY = {"Retry-After": "5"}

Gone = Callable[[], bool]


def _never() -> bool:
    return False


class Abandoned(Refused):
    """Whoever asked has gone, so that there is nobody to answer."""

    def __init__(self) -> None:
        super().__init__(503, "whoever asked has gone")


class _Worker:
    """A process as the server sees it."""

    def __init__(self, folder: Path, limits: Limits) -> None:
        context = multiprocessing.get_context("spawn")
        self._connection, theirs = context.Pipe()
        self._process = context.Process(target=work, args=(theirs, folder, limits), name="sparql", daemon=True)
        self._process.start()
        theirs.close()
        self._is_ready = False
        self._ending = threading.Lock()

    def ask(self, job: Job, seconds: float, is_gone: Gone) -> Answer:
        """The answer to a job.

        :raises TimeoutError: if there is none in time
        :raises Abandoned: if nobody waits for it any more
        :raises EOFError: if the process died of it
        """
        if not self._is_ready:
            self._wait_for_start()
        if is_gone():
            raise Abandoned
        self._connection.send(job)
        return self._received(seconds, is_gone)

    def _wait_for_start(self) -> None:
        try:
            started = self._received(_START_SECONDS)
        except (TimeoutError, EOFError, OSError) as error:
            raise Refused(
                503, "the process that answers queries does not start; see the terminal of the server"
            ) from error
        if started.status != 200:
            raise Refused(started.status, started.message)
        self._is_ready = True

    def _received(self, seconds: float, is_gone: Gone = _never) -> Answer:
        end = time.monotonic() + seconds
        while not self._connection.poll(max(min(GLANCE_SECONDS, end - time.monotonic()), 0)):
            if is_gone():
                raise Abandoned
            if time.monotonic() >= end:
                raise TimeoutError
        answer: Answer = self._connection.recv()
        return answer

    def end(self) -> None:
        """End the process, whatever it does; who waits for it may do so at the same time as the pool."""
        with self._ending:
            self._process.kill()
            self._process.join(_END_SECONDS)
            if not self._connection.closed:
                self._connection.close()


class Pool:
    """Answers queries in processes of their own, within limits."""

    def __init__(self, folder: Path, limits: Limits | None = None) -> None:
        """A pool over the store in a folder; its processes start when they are needed, or with ``start``."""
        self.limits = limits or Limits.of_environment()
        self._folder = folder
        self._free = threading.Condition()
        self._idle: list[_Worker] = []
        self._all: set[_Worker] = set()
        self._waiting = 0
        self._is_closed = False
        weakref.finalize(self, _end, self._all)

    def start(self) -> None:
        """Start the processes that are missing; does not wait for them."""
        with self._free:
            self._is_closed = False
            while len(self._all) < self.limits.workers:
                self._add()

    def close(self) -> None:
        """End all processes; whoever waits for one is refused, until ``start`` is called again."""
        with self._free:
            self._is_closed = True
            self._idle.clear()
            _end(self._all)
            self._free.notify_all()

    def answer(self, job: Job, is_gone: Gone = _never) -> Answer:
        """The answer to a query. It is ended as soon as ``is_gone`` says that nobody waits for it.

        :raises Refused: if it is malformed, takes too much time or memory, or too many others wait
        """
        if not self._is_closed:
            self.start()
        worker = self._taken()
        is_sound = False
        try:
            answer = worker.ask(job, self.limits.seconds, is_gone)
            is_sound = True
        except TimeoutError as error:
            raise Refused(503, _too_long(self.limits.seconds)) from error
        except (EOFError, OSError) as error:
            raise Refused(503, _ENDING if self._is_closed else _too_much(self.limits.memory_bytes)) from error
        finally:
            self._give_back(worker, is_sound)
        if answer.status != 200:
            raise Refused(answer.status, answer.message)
        return answer

    def _taken(self) -> _Worker:
        """A process that has nothing to do, the last one used first."""
        with self._free:
            if self._waiting >= self.limits.waiting:
                raise _busy()
            self._waiting += 1
            try:
                if not self._free.wait_for(lambda: self._idle or self._is_closed, self.limits.seconds):
                    raise _busy()
            finally:
                self._waiting -= 1
            if self._is_closed:
                raise Refused(503, _ENDING)
            return self._idle.pop()

    def _give_back(self, worker: _Worker, is_sound: bool) -> None:
        if not is_sound:
            worker.end()
        with self._free:
            if worker not in self._all:  # the pool was closed meanwhile
                return
            if is_sound:
                self._idle.append(worker)
            else:
                self._all.discard(worker)
                self._add()
            self._free.notify()

    def _add(self) -> None:
        worker = _Worker(self._folder, self.limits)
        self._all.add(worker)
        self._idle.insert(0, worker)


def _end(workers: set[_Worker]) -> None:
    while workers:
        workers.pop().end()


def _busy() -> Refused:
    return Refused(503, "too many queries are being answered; ask again in a few seconds", _RETRY)


def _too_long(seconds: float) -> str:
    return (
        f"the query took longer than {seconds:g} seconds and was ended; ask for less: name an authority or a graph, "
        "join patterns by a variable that they share, or add a LIMIT"
    )


def _too_much(memory_bytes: int) -> str:
    return (
        f"the query needed more than {memory_bytes >> 20:,} MB of memory, or broke off, and was ended; ask for less: "
        "sort and group fewer rows, or join patterns by a variable that they share"
    )
