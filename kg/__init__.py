"""Health Content Knowledge Graph: what health articles claim, and how well it is supported."""

__version__ = "0.1.0"
