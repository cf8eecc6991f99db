"""Lists of measures and of municipalities as Excel or CSV files: the template, and reading them in."""

from toolkit.exchange.lists.measures import measure_columns, measure_template, read_measure_list
from toolkit.exchange.lists.municipalities import (
    municipality_choice,
    municipality_columns,
    municipality_template,
    read_municipality_list,
)

__all__ = [
    "measure_columns",
    "measure_template",
    "municipality_choice",
    "municipality_columns",
    "municipality_template",
    "read_measure_list",
    "read_municipality_list",
]
