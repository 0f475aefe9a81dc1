import pytest

from app.main import create_app, warm
from app.settings import BadSettings, Settings
from model.errors import BadCheckpoint, NoDevice
from tests.client import serving


def test_the_first_model_is_read_and_traced_before_the_first_request(models_folder):
    with serving(Settings(weights=models_folder, device="cpu", model="logistic")) as client:
        assert client.app.state.device == "cpu"
        assert list(client.app.state.zoo._models) == ["logistic"]


def test_a_server_without_models_does_not_start(tmp_path):
    with pytest.raises(BadCheckpoint, match="There is no model in"):
        warm(create_app(Settings(weights=tmp_path, device="cpu")))


def test_a_server_that_is_to_use_a_gpu_does_not_start_without_one(models_folder, monkeypatch):
    monkeypatch.setattr("torch.cuda.is_available", lambda: False)
    with pytest.raises(NoDevice):
        warm(create_app(Settings(weights=models_folder, device="cuda")))


def test_without_settings_they_come_from_the_environment(monkeypatch):
    monkeypatch.setenv("UNROLLED_PORT", "eighty")
    with pytest.raises(BadSettings, match="UNROLLED_PORT"):
        create_app()


def test_a_slash_too_many_leads_to_the_same_place(client):
    response = client.get("/api/v1/models/")
    assert (response.status_code, response.headers["location"]) == (307, "http://localhost/api/v1/models")


def test_no_more_threads_than_are_set(models_folder, monkeypatch):
    limits = []
    monkeypatch.setattr("app.main.threadpool_limits", limits.append)
    warm(create_app(Settings(weights=models_folder, device="cpu", threads=3)))
    assert limits == [3]
