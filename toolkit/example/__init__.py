"""The example region: invented municipalities and measures, loaded and removed as a whole."""

from toolkit.example.content import Region, read_region
from toolkit.example.loading import Loaded, example_is_loaded, load_example, visit_example
from toolkit.example.removing import Removed, remove_example

__all__ = [
    "Loaded",
    "Region",
    "Removed",
    "example_is_loaded",
    "load_example",
    "read_region",
    "remove_example",
    "visit_example",
]
