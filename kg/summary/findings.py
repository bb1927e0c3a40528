"""What the editorial rules find in the whole graph: made once for each snapshot, beside the requests."""

from __future__ import annotations

import threading
from concurrent.futures import Future

from kg.api import Graph
from kg.errors import QueryBusy
from kg.model import Report

WAIT_SECONDS = 5


class Findings:
    """The report on a graph, begun when it is first asked for."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self._lock = threading.Lock()
        self._report: Future[Report] | None = None

    def report(self) -> Report:
        """Return the report.

        :raises QueryBusy: if it is not made yet; ask again later.
        """
        with self._lock:
            if self._report is None:
                self._report = Future()
                threading.Thread(target=self._make, args=(self._report,), name="kg-findings", daemon=True).start()
        try:
            return self._report.result(WAIT_SECONDS)
        except TimeoutError:
            raise QueryBusy("the rules are being run over the whole graph") from None

    def _make(self, report: Future[Report]) -> None:
        try:
            report.set_result(self.graph.report())
        except Exception as error:  # noqa: BLE001 -- whoever waits for the report is told
            report.set_exception(error)
