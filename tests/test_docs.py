import gzip
import re


def test_the_page_holds_no_script_of_its_own_and_asks_no_other_server(client):
    page = client.get("/docs").text
    assert re.findall(r"<script(?![^>]*\bsrc=)", page) == []
    assert re.findall(r"""(?:src|href)="(?:https?:)?//""", page) == []
    assert 'data-openapi="/openapi.json"' in page


def test_every_file_that_the_page_names_is_there(client):
    page = client.get("/docs").text
    files = re.findall(r'(?:src|href)="(/(?:static|docs)/[^"]+)"', page)
    assert len([file for file in files if "swagger-ui" in file]) == 2
    for file in files:
        assert client.get(file).status_code == 200, file


def test_swagger_uis_files_are_kept_for_ever_and_sent_compressed(client):
    url = re.search(r'src="(/docs/[^"]+swagger-ui-bundle.js)"', client.get("/docs").text)[1]
    plain = client.get(url, headers={"accept-encoding": "identity"})
    zipped = client.get(url, headers={"accept-encoding": "gzip"})
    assert plain.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert plain.headers["content-type"] == "text/javascript; charset=utf-8"
    assert zipped.headers["content-encoding"] == "gzip"
    assert zipped.content == plain.content
    assert int(zipped.headers["content-length"]) == len(gzip.compress(plain.content, 6, mtime=0))
    assert client.get("/openapi.json").headers["content-type"] == "application/json"


def test_only_swagger_uis_own_files_are_served(client):
    prefix = re.search(r'src="(/docs/[^"]+/)swagger-ui-bundle.js"', client.get("/docs").text)[1]
    assert client.get(prefix + "main.py").status_code == 404
    assert client.get(prefix + "..%2F__init__.py").status_code == 404
