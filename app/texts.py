"""
The texts of the interface, through gettext. English is the source; another language is a folder in `locale`.

    locale/unrolled.pot                        every text, extracted from Python, templates and JavaScript
    locale/<language>/LC_MESSAGES/unrolled.mo  a translation, compiled
"""

import gettext
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

__all__ = ["SOURCE", "Texts", "marked", "texts_for"]

DOMAIN = "unrolled"
SOURCE = "en"


def marked(text: str) -> str:
    """Mark a text for extraction where it stands as data; it is translated where it is shown."""
    return text


@dataclass(frozen=True)
class Texts:
    """
    The texts in one language.

    language   "en", "fr"
    instead    source text -> the one that takes its place on this page, where another is true
    catalogue  source text -> what is shown, sent with the page for its scripts; empty for English as it stands
    """

    language: str
    translations: gettext.NullTranslations
    instead: Mapping[str, str] = field(default_factory=dict)

    def __call__(self, text: str) -> str:
        return self.translations.gettext(self.instead.get(text, text))

    @property
    def catalogue(self) -> dict[str, str]:
        entries: dict[object, str] = getattr(self.translations, "_catalog", {})
        translated = {source: text for source, text in entries.items() if isinstance(source, str) and source and text}
        return translated | {source: self(source) for source in self.instead}


def texts_for(accept_language: str, folder: Path) -> Texts:
    """The texts in the first language that the reader asks for and that there is; otherwise in English."""
    for wanted in _wanted(accept_language):
        for language in (wanted, wanted.split("_")[0]):
            if language == SOURCE:
                return Texts(SOURCE, gettext.NullTranslations())
            if (folder / language / "LC_MESSAGES" / f"{DOMAIN}.mo").is_file():
                return _translated(folder, language)
    return Texts(SOURCE, gettext.NullTranslations())


@lru_cache
def _translated(folder: Path, language: str) -> Texts:
    return Texts(language, gettext.translation(DOMAIN, folder, [language]))


def _wanted(accept_language: str) -> list[str]:
    """Languages of an Accept-Language header, the most wanted first: "fr-CA;q=0.8, en" -> ["en", "fr_CA"]."""
    weighed = []
    for place, entry in enumerate(accept_language.split(",")[:20]):
        language, _, weight = entry.strip().partition(";q=")
        if language and all(part.isalnum() for part in language.split("-")):
            weighed.append((-_weight(weight), place, language.replace("-", "_")))
    return [language for _, _, language in sorted(weighed)]


def _weight(text: str) -> float:
    try:
        return float(text or 1)
    except ValueError:
        return 0.0
