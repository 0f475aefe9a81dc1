"""Write the description of the API to openapi.json, where it is committed for people and for clients."""

import json
from pathlib import Path

from app.main import create_app
from app.openapi import describe
from app.settings import Settings

FILE = Path(__file__).parent.parent / "openapi.json"


def openapi_json() -> str:
    """Return the OpenAPI document as it is committed."""
    return json.dumps(describe(create_app(Settings())), ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    FILE.write_text(openapi_json(), encoding="utf-8")
