"""The engine inside a query worker: one read-only store, one query at a time, every fault as a word."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pyoxigraph import NamedNode, Store

from kg.results import AnswerTooLargeError, Caps, encode
from kg.syntax import in_words


class Engine:
    """Answers requests of :class:`kg.workers.WorkerPool`; raises nothing."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self.prefixes = prefixes
        self.path = ""
        self.store = Store()

    def use(self, path: str) -> None:
        """Open another snapshot.

        :raises OSError: if it is not there or damaged; the old one stays in use.
        """
        if path != self.path:
            self.store = Store.read_only(path)
            self.path = path

    def answer(self, request: Mapping[str, Any], query: bytes) -> tuple[dict[str, Any], bytes]:
        """Run one query and return header and body of its answer.

        The header holds ``rows`` and ``is_cut``, or ``fault`` (``query size memory store``) and ``message``.
        """
        try:
            self.use(request["store"])
        except (OSError, ValueError) as error:
            return {"fault": "store", "message": str(error)}, b""
        if not query:
            return {"rows": 0, "is_cut": False}, b""
        try:
            return self._run(request, query.decode())
        except SyntaxError as error:
            return {"fault": "query", "message": in_words(str(error), query.decode())}, b""
        except (RuntimeError, ValueError) as error:
            return {"fault": "query", "message": str(error)}, b""
        except AnswerTooLargeError:
            return {"fault": "size", "message": f"larger than {request['size']:,} bytes"}, b""
        except MemoryError:
            return {"fault": "memory", "message": "out of memory"}, b""
        except OSError as error:
            return {"fault": "store", "message": str(error)}, b""

    def _run(self, request: Mapping[str, Any], query: str) -> tuple[dict[str, Any], bytes]:
        has_dataset = request["default_graphs"] is not None
        results = self.store.query(
            query,
            base_iri=request["base"],
            use_default_graph_as_union=request["union"] and not has_dataset,
            default_graph=[NamedNode(g) for g in request["default_graphs"]] if has_dataset else None,
            named_graphs=[NamedNode(g) for g in request["named_graphs"]] if has_dataset else None,
        )
        caps = Caps(rows=request["rows"], size=request["size"])
        encoded = encode(results, request["media_type"], caps, self.prefixes, request["columns"])
        return {"rows": encoded.rows, "is_cut": encoded.is_cut}, encoded.body
