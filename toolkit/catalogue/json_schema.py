"""The shape of a catalogue as JSON Schema, for editors that complete and check while typing.

`python -m toolkit.catalogue.json_schema > criteria/catalogue.schema.json` writes it anew.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from toolkit.catalogue.schema import Catalogue


def catalogue_json_schema() -> dict[str, Any]:
    dialect = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    return dialect | Catalogue.model_json_schema(by_alias=True)


def schema_file_text() -> str:
    return json.dumps(catalogue_json_schema(), indent=2) + "\n"


if __name__ == "__main__":
    sys.stdout.write(schema_file_text())
