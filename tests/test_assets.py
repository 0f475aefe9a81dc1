import gzip
import re
from pathlib import Path

import pytest

from app.assets import FOREVER, Assets, folder_of


@pytest.fixture(scope="module")
def assets() -> Assets:
    return Assets()


def test_a_file_is_served_under_the_digest_of_the_whole_folder_for_ever(client, assets):
    answer = client.get(assets.url("js/main.js"))
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == FOREVER
    assert answer.headers["content-type"] == "text/javascript; charset=utf-8"
    assert answer.content == (folder_of("static") / "js/main.js").read_bytes()


def test_text_travels_compressed_where_the_browser_takes_it(client, assets):
    url = assets.url("css/base.css")
    assert client.get(url).headers["content-encoding"] == "gzip"
    plain = client.get(url, headers={"accept-encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert plain.headers["vary"] == "accept-encoding"
    assert plain.content == client.get(url).content


def test_plotly_comes_from_the_installed_package_compressed_once(client, assets):
    answer = client.get(assets.url("plotly.min.js"))
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == FOREVER
    assert re.fullmatch(r"/static/plotly-[\d.]+/plotly\.min\.js", assets.url("plotly.min.js"))
    zipped = assets._plotly.zipped
    assert zipped is not None
    assert gzip.decompress(zipped) == assets._plotly.content
    assert b"plotly.js v" in answer.content[:400]


def test_a_page_from_before_the_last_release_still_finds_its_files_but_does_not_keep_them(client):
    answer = client.get("/static/0123456789abcdef/js/main.js")
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-cache"


@pytest.mark.parametrize("name", ["js/none.js", "../app/main.py", "js/../../app/main.py", "%2e%2e/app/main.py", ""])
def test_there_is_nothing_but_the_files_of_the_folder(client, assets, name):
    assert client.get(f"/static/{assets.digest}/{name}").status_code == 404


def test_a_template_cannot_link_to_a_file_that_is_not_there(assets):
    with pytest.raises(KeyError):
        assets.url("js/none.js")


def test_the_digest_changes_with_any_file(tmp_path: Path):
    (tmp_path / "a.css").write_text("a { color: red }")
    before = Assets(tmp_path).digest
    (tmp_path / "a.css").write_text("a { color: tan }")
    assert Assets(tmp_path).digest != before


def test_every_module_that_a_page_imports_is_asked_for_at_once(assets):
    urls = assets.modules("js/main.js")
    assert urls[0] == assets.url("js/main.js")
    assert {assets.url("js/state.js"), assets.url("js/views/heatmap/plot.js")} <= set(urls)
    assert len(urls) == len(set(urls))
    assert assets.url("js/docs.js") not in urls
