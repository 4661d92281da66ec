"""Sources besides the inbox, each against a real server on the loopback interface."""

import contextlib
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import duckdb
import pytest
from sftp_server import PASSWORD, USER, serving

from flows.errors import SettingsInvalid
from flows.looking import look_around
from flows.settings import Settings, load_settings
from flows.sources.address import parse
from flows.sources.fetched import fetched_folder
from flows.sources.fetching import fetch
from flows.sources.mirror import Mirror, safe_name

PAGE = "江北日报\n2024年5月8日\n\n全市经济开局良好\n\n今年一季度，全市实现地区生产总值320.5亿元，同比增长6.1%。\n"
_BODY = f"<article><h1>经济开局良好</h1><p>{PAGE * 3}</p></article>"
HTML = f"<html><head><title>一季度</title></head><body>{_BODY}</body></html>"


@dataclass
class Site:
    """What a web server answers: pages by path as (status, headers, body), and what it was asked."""

    pages: dict[str, tuple[int, dict[str, str], bytes]] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str], float]] = field(default_factory=list)
    url: str = ""

    def put(self, path: str, body: str | bytes, status: int = 200, **headers: str) -> None:
        content = body.encode() if isinstance(body, str) else body
        self.pages[path] = status, {name.replace("_", "-"): value for name, value in headers.items()}, content

    def counts(self) -> Counter[str]:
        return Counter(path for path, _, _ in self.asked)


@contextlib.contextmanager
def _web(handler: type | partial) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture
def site() -> Iterator[Site]:
    served = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            served.asked.append((self.path, dict(self.headers), time.monotonic()))
            status, headers, body = served.pages.get(self.path, (404, {}, b""))
            if headers.get("ETag") and self.headers.get("If-None-Match") == headers["ETag"]:
                status, body = 304, b""
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Nothing: the test's output stays readable."""

    with _web(Handler) as url:
        served.url = url
        yield served


@pytest.fixture
def at(settings: Settings):
    """Settings that ask one source, as often as they are asked to, without pauses."""

    def with_source(url: str, **options: object) -> Settings:
        for page in settings.inbox.iterdir():
            page.unlink()
        wanted = {"fetch_seconds": 0, "fetch_delay": 0} | options
        return settings.model_copy(update={"sources": (parse(url),), **wanted})

    return with_source


def files(settings: Settings) -> dict[str, bytes]:
    """What was fetched, by name below the source's folder."""
    (source,) = fetched_folder(settings.warehouse).iterdir()
    found = (path for path in source.rglob("*") if path.is_file() and not path.name.startswith("."))
    return {path.relative_to(source).as_posix(): path.read_bytes() for path in found}


# --- addresses -------------------------------------------------------------------------------------------------------

WRONG_ADDRESSES = [
    # address, words of the message, words that it must not hold
    ("seeds", "allowed", ""),
    ("file:///etc/passwd", "allowed", ""),
    ("zip://a.txt::s3://bucket/pages.zip", "allowed", ""),
    ("s3://bucket/a::b", "allowed", ""),
    ("feed+s3://bucket", "allowed", ""),
    ("https://", "allowed", ""),
    ("http://[::1", "allowed", ""),
    ("sftp://reader:word@host/pages", "FSSPEC_SFTP_PASSWORD", "word@"),
    ("gopher://reader@host", "//…@host", "reader@"),
    ("gs://bucket", "pip install 'gcsfs'", ""),
]


@pytest.mark.parametrize(("address", "said", "unsaid"), WRONG_ADDRESSES)
def test_a_wrong_address_is_refused_without_its_secret(address, said, unsaid, monkeypatch):
    monkeypatch.setenv("BAOKU_SOURCES", f"https://example.org/ {address}")
    with pytest.raises(SettingsInvalid) as refused:
        load_settings()
    assert said in str(refused.value) and (not unsaid or unsaid not in str(refused.value))


def test_no_source_is_asked_by_default():
    assert Settings().sources == ()


NAMES = [
    # what a source calls a file, where it stands below the folder
    ("a/b.txt", "a/b.txt"),
    ("../../etc/passwd", "etc/passwd"),
    ("%2e%2e/%2e%2e/x.txt", "x.txt"),
    ("a%2Fb.txt", "a_b.txt"),
    ("/a//b.txt", "a/b.txt"),
    (".hidden/.b.txt", "hidden/b.txt"),
    ("第%201%20版.txt", "第 1 版.txt"),
    ("a\x00\n:b", "a___b"),
    ("", "index"),
    ("é" * 300 + ".txt", "é" * 96 + ".txt"),
]


@pytest.mark.parametrize(("name", "safe"), NAMES)
def test_no_name_leads_out_of_the_folder(name, safe):
    assert safe_name(name) == safe


# --- stores ----------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def s3():
    """A client of moto's S3 server, with an empty bucket `pages`."""
    import boto3
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer("127.0.0.1", port=0, verbose=False)
    server.start()
    url = "http://{}:{}".format(*server.get_host_and_port())
    credentials = {"aws_access_key_id": "reader", "aws_secret_access_key": "a secret word", "region_name": "us-east-1"}
    client = boto3.client("s3", endpoint_url=url, **credentials)
    client.create_bucket(Bucket="pages")
    yield client, url
    server.stop()


@pytest.fixture
def s3_environment(s3, monkeypatch):
    import fsspec.config

    monkeypatch.setitem(fsspec.config.conf, "s3", {"key": "reader", "secret": "a secret word", "endpoint_url": s3[1]})
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    return s3[0]


def test_s3_objects_are_fetched_once_and_again_when_they_change(s3_environment, at):
    client = s3_environment
    for key, body in {"2024/a.txt": PAGE, "2024/05/第1版.txt": PAGE * 2, ".hidden": "x", "b.tmp": "x"}.items():
        client.put_object(Bucket="pages", Key=key, Body=body.encode())
    settings = at("s3://pages")
    assert fetch(settings).refused == ()
    assert files(settings) == {"2024/a.txt": PAGE.encode(), "2024/05/第1版.txt": (PAGE * 2).encode()}
    assert {item.path for item in look_around(settings).arrivals} == {
        "s3://pages/2024/a.txt",
        "s3://pages/2024/05/第1版.txt",
    }
    client.put_object(Bucket="pages", Key="2024/a.txt", Body=b"changed")
    before = (fetched_folder(settings.warehouse) / settings.sources[0].folder / "2024/05/第1版.txt").stat().st_mtime_ns
    fetch(settings)
    assert files(settings)["2024/a.txt"] == b"changed"
    after = (fetched_folder(settings.warehouse) / settings.sources[0].folder / "2024/05/第1版.txt").stat().st_mtime_ns
    assert before == after


def test_a_bucket_that_is_not_there_is_a_refusal(s3_environment, at):
    (refused,) = fetch(at("s3://gone/pages")).refused
    assert refused.code == "F020" and refused.path == "s3://gone/pages" and "secret" not in refused.message


def test_sftp_files_are_fetched_and_secrets_stay_in_the_environment(tmp_path, at, monkeypatch):
    import fsspec.config

    folder = tmp_path / "remote" / "pages"
    folder.mkdir(parents=True)
    (folder / "a.txt").write_text(PAGE)
    (folder / "large.txt").write_text("字" * 100_000)
    with serving(tmp_path / "remote") as port:
        monkeypatch.setitem(
            fsspec.config.conf, "sftp", {"password": PASSWORD, "allow_agent": False, "look_for_keys": False}
        )
        settings = at(f"sftp://{USER}@127.0.0.1:{port}/pages", max_file_mb=0.1)
        (refused,) = fetch(settings).refused
        assert files(settings) == {"a.txt": PAGE.encode()}
    assert refused.code == "F005" and refused.path.endswith("/pages/large.txt")
    state = next(fetched_folder(settings.warehouse).glob("*/.state.json")).read_text()
    assert PASSWORD not in state + refused.message


# --- listings --------------------------------------------------------------------------------------------------------


def test_a_listing_is_followed_into_its_folders_and_nowhere_else(tmp_path, at):
    folder = tmp_path / "site" / "pages"
    (folder / "2024").mkdir(parents=True)
    (tmp_path / "site" / "above.txt").write_text("not ours")
    (folder / "a b.txt").write_text(PAGE)
    (folder / "2024" / "c.txt").write_text(PAGE * 2)
    (folder / ".hidden.txt").write_text("x")
    handler = type("Quiet", (SimpleHTTPRequestHandler,), {"log_message": lambda *_: None})
    with _web(partial(handler, directory=tmp_path / "site")) as url:
        settings = at(f"{url}/pages")
        assert fetch(settings).refused == ()
        assert files(settings) == {"a b.txt": PAGE.encode(), "2024/c.txt": (PAGE * 2).encode()}


def test_what_has_not_changed_is_not_sent_again(site: Site, at):
    site.put(
        "/pages/", '<a href="a.txt">a</a> <a href="/other/b.txt">b</a> <a href="?sort=name">n</a> <a href="../">up</a>'
    )
    site.put("/pages/a.txt", PAGE, ETag='"1"')
    settings = at(f"{site.url}/pages/")
    fetch(settings)
    fetch(settings)
    asked = [headers.get("If-None-Match") for path, headers, _ in site.asked if path == "/pages/a.txt"]
    assert asked == [None, '"1"']
    assert "/other/b.txt" not in site.counts()
    site.put("/pages/a.txt", PAGE + "更正", ETag='"2"')
    fetch(settings)
    assert files(settings) == {"a.txt": (PAGE + "更正").encode()}


# --- manners ---------------------------------------------------------------------------------------------------------


def test_robots_txt_is_kept_to(site: Site, at):
    site.put("/robots.txt", "User-agent: *\nDisallow: /pages/b.txt\n")
    site.put("/pages/", '<a href="a.txt">a</a> <a href="b.txt">b</a>')
    site.put("/pages/a.txt", PAGE)
    site.put("/pages/b.txt", PAGE)
    settings = at(f"{site.url}/pages/")
    (refused,) = fetch(settings).refused
    assert refused.code == "F021" and refused.path.endswith("/pages/b.txt")
    assert site.counts()["/pages/b.txt"] == 0 and list(files(settings)) == ["a.txt"]


def test_a_host_whose_robots_txt_fails_is_left_alone(site: Site, at, monkeypatch):
    monkeypatch.setattr("flows.sources.web.LONGEST_WAIT", 0.01)
    site.put("/robots.txt", "", status=503)
    site.put("/pages/", "")
    (refused,) = fetch(at(f"{site.url}/pages/")).refused
    assert refused.code == "F021" and site.counts()["/pages/"] == 0


def test_a_host_is_given_time(site: Site, at):
    site.put("/pages/", '<a href="a.txt">a</a> <a href="b.txt">b</a>')
    site.put("/pages/a.txt", PAGE)
    site.put("/pages/b.txt", PAGE)
    fetch(at(f"{site.url}/pages/", fetch_delay=0.3))
    moments = [moment for _, _, moment in site.asked]
    assert len(moments) == 4 and moments[-1] - moments[0] > 0.6  # a busy machine may answer the first one late


def test_a_source_is_not_asked_again_at_once(site: Site, at):
    site.put("/pages/", "")
    settings = at(f"{site.url}/pages/", fetch_seconds=60)
    assert fetch(settings).asked and not fetch(settings).asked
    assert site.counts()["/pages/"] == 1


def test_what_fails_is_tried_three_times(site: Site, at, monkeypatch):
    monkeypatch.setattr("flows.sources.web.LONGEST_WAIT", 0.01)
    site.put("/pages/", "", status=503)
    (refused,) = fetch(at(f"{site.url}/pages/")).refused
    assert refused.code == "F020" and "503" in refused.message and site.counts()["/pages/"] == 3


def test_a_redirect_into_a_private_network_is_not_followed(site: Site, at):
    site.put("/pages/", '<a href="a.txt">a</a>')
    site.put("/pages/a.txt", "", status=302, Location="http://localhost:1/secret")
    (refused,) = fetch(at(f"{site.url}/pages/")).refused
    assert refused.code == "F021" and "private network" in refused.message


def test_a_page_above_the_limit_is_cut_off(site: Site, at):
    site.put("/pages/", '<a href="a.txt">a</a>')
    site.put("/pages/a.txt", b"x" * 300_000)
    settings = at(f"{site.url}/pages/", max_file_mb=0.1)
    (refused,) = fetch(settings).refused
    assert refused.code == "F005" and files(settings) == {}


def test_a_state_that_was_cut_short_is_asked_for_again(site: Site, at):
    site.put("/pages/", '<a href="a.txt">a</a>')
    site.put("/pages/a.txt", PAGE)
    settings = at(f"{site.url}/pages/")
    fetch(settings)
    state = next(fetched_folder(settings.warehouse).glob("*/.state.json"))
    state.write_bytes(state.read_bytes()[:-20])
    assert Mirror.open(state.parent).seen == {}
    fetch(settings)
    assert files(settings) == {"a.txt": PAGE.encode()}


# --- feeds -----------------------------------------------------------------------------------------------------------

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel><title>江北日报 要闻</title>{items}</channel></rss>"""
ITEM = "<item><title>经济</title><link>{link}</link><pubDate>{date}</pubDate></item>"
ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>云岭日报</title><entry><title>x</title>
<link href="/n/2.html"/><published>2024-05-08T08:00:00+08:00</published><updated>{updated}</updated></entry></feed>"""


def _known(settings: Settings) -> dict[str, tuple]:
    news = look_around(settings)
    return {item.path: (str(item.known.published), item.known.publication, item.known.url) for item in news.arrivals}


def test_an_entry_is_a_file_with_its_day_where_it_is_printed(site: Site, at):
    link = f"{site.url}/n/1.html?id=7"
    # 8 May in Shanghai, still 7 May in Greenwich
    site.put("/rss", RSS.format(items=ITEM.format(link=link, date="Tue, 07 May 2024 22:30:00 GMT")), ETag='"f1"')
    site.put("/n/1.html?id=7", HTML, Content_Type="text/html; charset=utf-8")
    settings = at(f"feed+{site.url}/rss")
    ((path, known),) = _known(settings).items()
    assert path.startswith(f"{site.url}/rss/127.0.0.1") and path.endswith(".html")
    assert known == ("2024-05-08", "江北日报 要闻", link)
    fetch(settings)
    assert site.counts()["/n/1.html?id=7"] == 1
    assert [headers.get("If-None-Match") for path, headers, _ in site.asked if path == "/rss"] == [None, '"f1"']


def test_an_updated_entry_is_fetched_again(site: Site, at):
    site.put("/n/2.html", HTML, Content_Type="text/html")
    settings = at(f"feed+{site.url}/atom")
    for updated, body in (("2024-05-08T08:00:00Z", HTML), ("2024-05-09T08:00:00Z", HTML + "<!-- 更正 -->")):
        site.put("/atom", ATOM.format(updated=updated))
        site.put("/n/2.html", body, Content_Type="text/html")
        fetch(settings)
    assert site.counts()["/n/2.html"] == 2
    ((_, known),) = _known(settings).items()
    assert known == ("2024-05-08", "云岭日报", f"{site.url}/n/2.html")


def test_an_entry_that_fails_stops_only_itself_and_is_tried_again(site: Site, at):
    items = (
        "".join(ITEM.format(link=f"{site.url}/n/{n}.html", date="") for n in (1, 2)) + "<item><title>x</title></item>"
    )
    site.put("/rss", RSS.format(items=items), ETag='"f1"')
    site.put("/n/1.html", HTML, Content_Type="text/html")
    settings = at(f"feed+{site.url}/rss")
    refused = {item.path: item.code for item in fetch(settings).refused}
    assert refused == {f"{site.url}/n/2.html": "F020", f"{site.url}/rss": "F020"}
    site.put("/n/2.html", HTML, Content_Type="text/html")
    assert [item.path for item in fetch(settings).refused] == [f"{site.url}/rss"]
    assert len([name for name in files(settings) if name.endswith(".html")]) == 2


def test_a_page_that_is_no_feed_is_a_refusal(site: Site, at):
    site.put("/rss", HTML)
    (refused,) = fetch(at(f"feed+{site.url}/rss")).refused
    assert refused.code == "F020" and "no RSS or Atom feed" in refused.message


# --- the whole way ---------------------------------------------------------------------------------------------------


def test_what_is_fetched_is_loaded_kept_byte_for_byte_and_a_dead_source_heals(prefect, site: Site, at):
    from flows.ingest import ingest

    settings = at(f"feed+{site.url}/rss")
    run = partial(_ingest, ingest, settings)
    outcome = run()
    assert [item.code for item in outcome.refused] == ["F020"]
    site.put("/rss", RSS.format(items=ITEM.format(link=f"{site.url}/n/1.html", date="Wed, 08 May 2024 01:00:00 GMT")))
    site.put("/n/1.html", HTML, Content_Type="text/html")
    assert run().news.mended == (f"{site.url}/rss",)
    with duckdb.connect(settings.warehouse, read_only=True) as connection:
        kept = connection.execute("SELECT address, content FROM raw.fetch").fetchall()
        said = connection.execute("SELECT DISTINCT publication, published::VARCHAR FROM mart.articles").fetchall()
        still_open = connection.execute("SELECT count(*) FROM audit.quarantine WHERE closed_at IS NULL").fetchone()
    assert kept == [(f"{site.url}/n/1.html", HTML.encode())]
    assert said == [("江北日报 要闻", "2024-05-08")] and still_open == (0,)


def _ingest(flow, settings: Settings):
    import os

    given = {
        "BAOKU_SOURCES": f"feed+{settings.sources[0].url}",
        "BAOKU_FETCH_SECONDS": "0",
        "BAOKU_FETCH_DELAY": "0",
    }
    with pytest.MonkeyPatch.context() as patch:
        for name, value in given.items():
            patch.setitem(os.environ, name, value)
        return flow(settings.inbox, settings.warehouse)
