"""Health Content Knowledge Graph: what health articles claim, and how well it is supported."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.api import ClaimRow, KnowledgeGraph, open

__all__ = ["ClaimRow", "KnowledgeGraph", "__version__", "open"]
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """Load the Python interface when it is first asked for, so that ``kg --help`` stays quick."""
    if name in ("ClaimRow", "KnowledgeGraph", "open"):
        from kg import api  # noqa: PLC0415

        return getattr(api, name)
    raise AttributeError(name)
