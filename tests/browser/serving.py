"""The whole application over a home, on a free port of this machine, as ``kg serve`` puts it together."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from werkzeug.serving import WSGIRequestHandler, make_server

from kg.home import Home
from kg.namespaces import PREFIXES
from kg.workers import Settings
from web.service import of_home


class Quiet(WSGIRequestHandler):
    """Serves without a log line a request."""

    def log_request(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def serving(home: Home, *, vendored: bool = True) -> Iterator[str]:
    """Serve a home; gives the address.

    :param vendored: whether the browser files of others count as fetched.
    """
    with of_home(home, Settings(workers=1, prefixes=PREFIXES)) as app:
        app.extensions["kg"].vendored &= vendored
        server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Quiet)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()
        server.server_close()
