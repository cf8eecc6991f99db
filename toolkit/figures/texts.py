"""People's texts in labels of charts."""

from __future__ import annotations


def shortened(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def plain(text: str) -> str:
    """Plotly reads a few tags in labels; people's texts have none."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
