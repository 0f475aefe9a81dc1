"""The properties that units are measured against, by what a vocabulary is of."""

from collections.abc import Mapping

from model.character_properties import CHARACTER_PROPERTIES
from model.property import Property
from model.word_properties import WORD_PROPERTIES

__all__ = ["PROPERTIES"]

PROPERTIES: Mapping[str, tuple[Property, ...]] = {"words": WORD_PROPERTIES, "characters": CHARACTER_PROPERTIES}
