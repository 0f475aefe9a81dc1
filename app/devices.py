"""Which device serves. Telling whether there is a GPU must not cost a server without one the import of torch."""

import ctypes
import sys

__all__ = ["device_for"]

DRIVERS = {"win32": "nvcuda.dll"}


def device_for(wanted: str) -> str:
    """Return "cpu" or "cuda": what is wanted, or for "auto" cuda where there is a GPU."""
    if wanted != "auto":
        return wanted
    if not _has_driver():
        return "cpu"
    import torch  # only where there is a driver that it could use

    return "cuda" if torch.cuda.is_available() else "cpu"


def _has_driver() -> bool:
    """Whether NVIDIA's driver library can be loaded."""
    try:
        ctypes.CDLL(DRIVERS.get(sys.platform, "libcuda.so.1"))
    except OSError:
        return False
    return True
