"""What pages say and which queries they answer, as ``pages.toml`` tells it."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

TOLD: dict[str, Any] = tomllib.loads(Path(__file__).with_name("pages.toml").read_text(encoding="utf-8"))
