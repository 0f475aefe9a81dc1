"""What can be set from the environment. Every setting describes itself; `unrolled serve` and the docs read it here."""

import os
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import DirectoryPath, Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from model.zoo import WEIGHTS

__all__ = ["PREFIX", "BadSettings", "Settings", "load_settings", "variable_of"]

PREFIX = "UNROLLED_"


class BadSettings(Exception):
    """Settings that cannot be used; a sentence for each, naming the variable and what it must be."""


def setting(default: Any, meaning: str, must_be: str, **limits: Any) -> Any:
    """Declare a setting: what it means, and what it must be as the end of “it must be …”."""
    return Field(default, description=meaning, json_schema_extra={"must_be": must_be}, **limits)


class Settings(BaseSettings):
    """The server's settings, from variables named UNROLLED_… ."""

    # The default folder of weights is empty until a first model is trained, so defaults are not validated.
    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="forbid", validate_default=False)

    host: str = setting(
        "127.0.0.1",
        "The address to listen on. The default is reachable from this machine only; 0.0.0.0 listens on every address.",
        "an IP address or a host name",
        min_length=1,
        pattern=r"^\S+$",
    )
    port: int = setting(
        8000,
        "The port to listen on; 0 lets the system choose a free one.",
        "a whole number from 0 to 65535",
        ge=0,
        le=65535,
    )
    allowed_hosts: Annotated[tuple[str, ...], NoDecode] = setting(
        (),
        "Host names under which the server may be reached besides localhost, 127.0.0.1 and [::1], separated by "
        "commas; *.example.org stands for all names below example.org, * for any. Requests under other names are "
        "refused, or a hostile page could reach a server on your machine through a name of its own.",
        "host names without port, separated by commas, such as unrolled.example.org,*.example.net",
    )
    device: Literal["auto", "cpu", "cuda"] = setting(
        "auto",
        "Where networks run: cpu (NumPy, without importing torch), cuda (the same lines on an NVIDIA GPU), or "
        "auto, which is cuda where there is such a GPU and else cpu.",
        "auto, cpu or cuda",
    )
    weights: DirectoryPath = setting(
        WEIGHTS,
        "The folder with one folder per trained model. The default is the one that comes with the package.",
        "a folder that exists",
    )
    model: str = setting(
        "rnn-tanh",
        "The model that a page opens with where its address names none; it stands first in every list.",
        "the id of a model",
        min_length=1,
    )
    threads: int = setting(
        1,
        "How many threads NumPy and torch may use for one sentence. More than one makes small networks slower under "
        "load, many times so on a busy machine.",
        "a whole number from 1 to 256",
        ge=1,
        le=256,
    )
    log_level: Literal["critical", "error", "warning", "info", "debug"] = setting(
        "info",
        "How much the server writes to its log.",
        "critical, error, warning, info or debug",
    )

    @field_validator("allowed_hosts", mode="before")
    @classmethod
    def _separated(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        return tuple(name.strip().lower() for name in value.split(",") if name.strip())

    @field_validator("allowed_hosts")
    @classmethod
    def _host_names(cls, names: tuple[str, ...]) -> tuple[str, ...]:
        for name in names:
            stem = name.removeprefix("*.")
            bare = stem.replace("-", "").replace(".", "")
            if name != "*" and not (bare.isalnum() and bare.isascii()) and not stem.startswith("["):
                raise ValueError
        return names


def variable_of(field: str) -> str:
    """Return the environment variable of a setting: port -> UNROLLED_PORT."""
    return PREFIX + field.upper()


def load_settings(**given: Any) -> Settings:
    """Read the settings; `given` ones go before the environment. BadSettings has a sentence for each bad one."""
    known = [variable_of(field) for field in Settings.model_fields]
    unknown = sorted(name for name in os.environ if name.startswith(PREFIX) and name not in known)
    if unknown:
        raise BadSettings(f"There is no setting {unknown[0]}. The settings are {', '.join(known)}.")
    try:
        return Settings(**given)
    except ValidationError as error:
        raise BadSettings("\n".join(map(_sentence, error.errors()))) from error


def _sentence(error: Any) -> str:
    field = str(error["loc"][0])
    if field not in Settings.model_fields:
        return f"There is no setting {field}. The settings are {', '.join(Settings.model_fields)}."
    extra = Settings.model_fields[field].json_schema_extra
    must_be = extra["must_be"] if isinstance(extra, dict) else ""
    value = error["input"]
    shown = value if isinstance(value, str | int | Path) else ",".join(map(str, value))
    return f"{variable_of(field)} is “{shown}”, but it must be {must_be}."
