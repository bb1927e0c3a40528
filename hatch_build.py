"""Build hook: a wheel or editable install carries the browser files of others, fetched by ``web/vendor.py``."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


def _load_vendor(root: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location("kg_vendor", Path(root, "web", "vendor.py"))
    if spec is None or spec.loader is None:
        raise FileNotFoundError("web/vendor.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class VendorHook(BuildHookInterface[Any]):
    """Fetches before the files are packed; without network the app is built without graph and editor."""

    def dependencies(self) -> list[str]:
        """Ask for Node from PyPI only where it is needed and the system has none."""
        vendor = _load_vendor(self.root)
        return [vendor.NODE_WHEEL] if vendor.missing() and not vendor.system_npm() else []

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Fetch; a failure is told and does not stop the build, since every page works without these files."""
        vendor = _load_vendor(self.root)
        try:
            vendor.fetch()
        except vendor.VendorError as error:
            self.app.display_warning(f"built without graph view and query editor: {error}")
