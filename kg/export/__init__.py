"""Exports: the graph, or what it says about one thing, in the formats other tools read."""
