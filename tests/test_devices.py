import subprocess
import sys

import pytest

from app import devices


@pytest.mark.parametrize("wanted", ["cpu", "cuda"])
def test_what_is_wanted_is_what_serves(wanted):
    assert devices.device_for(wanted) == wanted


def test_auto_without_a_driver_is_the_cpu_and_does_not_import_torch():
    code = (
        "import sys\nfrom app import devices\ndevices._has_driver = lambda: False\n"
        "assert devices.device_for('auto') == 'cpu'\nsys.exit('torch' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize(("available", "device"), [(True, "cuda"), (False, "cpu")])
def test_auto_with_a_driver_asks_torch(monkeypatch, available, device):
    monkeypatch.setattr(devices, "_has_driver", lambda: True)
    monkeypatch.setattr("torch.cuda.is_available", lambda: available)
    assert devices.device_for("auto") == device
