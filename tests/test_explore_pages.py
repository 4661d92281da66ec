"""The explorer's pages in a real browser: Debian's Chromium, headless. `uv run pytest -m browser`."""

import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import polars as pl
import pytest
from conftest import baoku
from staged import BROKEN, HARBOUR, staged
from test_explore import publish_pages

from warehouse.build import writing
from warehouse.database import reading
from warehouse.load import load
from warehouse.publish import publish
from warehouse.record import Run

pytestmark = pytest.mark.browser

WIDE, NARROW = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
ADDRESSES = ("", "read", "search?q=今年", "indicators", "plans", "agreement")
#: Mark-up, Markdown, emoji, a long word, marks that turn the direction of writing.
EVIL = (
    '<img src=x onerror="window.ran=1"></mark></div><script>window.ran=1</script><b id=planted>粗</b>'
    f"[链接](javascript:window.ran=1) :red[x] $a^2$ **粗** `c` &lt;😀👨‍👩‍👧 \u202e反向\u202c \u2067右\u2069 {'w' * 300}"
)
HOSTILE = f"# {EVIL}\"引号'\n今年上半年，临港镇{EVIL}完成工业总产值20.5亿元，同比增长6.1%。镇长王立国出席开工仪式。\n"


@contextmanager
def serving(warehouse: Path) -> Iterator[str]:
    """`baoku explore` in a process of its own; where its pages are."""
    code = "from flows.cli import main; main()"
    command = [sys.executable, "-c", code, "explore", "--port", "0", "--warehouse", str(warehouse)]
    with (warehouse.parent / "explore.log").open("w+") as log:
        process = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT, cwd=warehouse.parent)
        try:
            yield _answering(process, Path(log.name))
        finally:
            process.terminate()
            process.wait(20)


def _answering(process: subprocess.Popen, log: Path) -> str:
    end = time.monotonic() + 60
    while time.monotonic() < end and process.poll() is None:
        said = log.read_text().split()
        if said:
            try:
                urllib.request.urlopen(f"{said[0]}/_stcore/health", timeout=5)
                return said[0]
            except urllib.error.URLError:
                pass
        time.sleep(0.1)
    raise AssertionError(f"the explorer does not answer: {log.read_text()}")


@pytest.fixture(scope="session")
def chromium():
    """Chromium with a page for a language and a size; every request it makes is written down."""
    from playwright.sync_api import sync_playwright

    path = shutil.which("chromium")
    if path is None:
        pytest.fail("There is no Chromium to look with: apt-get install chromium fonts-noto-cjk")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def look(chromium) -> Iterator[Callable]:
    """A page at an address, drawn to its end. No request may leave this machine, no error may show."""
    contexts, asked = [], []

    def open_page(address: str, size: dict = WIDE, locale: str = "zh-CN"):
        context = chromium.new_context(viewport=size, locale=locale)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("websocket", lambda socket: asked.append(socket.url))
        page.goto(address)
        drawn(page)
        return page

    yield open_page
    for context in contexts:
        context.close()
    outside = [url for url in asked if urlsplit(url).scheme not in ("data", "blob") and "//127.0.0.1:" not in url]
    assert asked and outside == []


def drawn(page) -> None:
    """Wait until the script behind a page has run."""
    page.wait_for_selector("h1", timeout=30_000)
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]', timeout=30_000)
    assert page.locator('[data-testid="stException"]').count() == 0


@pytest.fixture(scope="module")
def five_pages_served(five_pages) -> Iterator[str]:
    with serving(five_pages) as address:
        yield address


@pytest.fixture(scope="module")
def hostile(tmp_path_factory) -> Path:
    """A warehouse whose every text wants to be mark-up."""
    path = tmp_path_factory.mktemp("hostile") / "baoku.duckdb"
    frames = staged(hostile=HOSTILE)
    evil = pl.lit(EVIL)
    frames["stage.observation"] = frames["stage.observation"].with_columns(subject=evil, place=evil, indicator=evil)
    frames["stage.entity"] = frames["stage.entity"].with_columns(name=evil, org=evil)
    with writing(path) as connection:
        load(connection, frames, Run("run-1", datetime(2023, 8, 1, tzinfo=UTC), "r1", message=EVIL))
        publish(connection, path)
    return path


@pytest.fixture(scope="module")
def hostile_served(hostile) -> Iterator[str]:
    with serving(hostile) as address:
        yield address


#: A plan, what was reported of it, and another newspaper that says otherwise.
TOLD = {
    "plan.txt": "# 临港镇部署全年工作\n\n2023年，临港镇计划完成规上工业总产值50亿元。\n",
    "report.txt": "# 临港镇交出全年答卷\n\n2023年，临港镇完成规上工业总产值52.3亿元，同比增长6.1%。\n",
    "other.txt": "# 临港镇工业稳中有进\n\n2023年，临港镇实现规上工业总产值48.9亿元。\n",
    "manifest.csv": "file,published,publication\nplan.txt,2023-02-02,滨海日报\n"
    "report.txt,2024-01-20,滨海日报\nother.txt,2024-02-03,滨海晚报\n",
}


@pytest.fixture(scope="module")
def told_twice(tmp_path_factory) -> Iterator[str]:
    """The pages of a warehouse in which articles disagree."""
    folder = tmp_path_factory.mktemp("told twice")
    (folder / "inbox").mkdir()
    for name, text in TOLD.items():
        (folder / "inbox" / name).write_text(text, encoding="utf-8")
    ran = baoku("run", "--inbox", folder / "inbox", "--warehouse", folder / "baoku.duckdb", cwd=folder)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    with serving(folder / "baoku.duckdb") as address:
        yield address


def question(warehouse: Path, sql: str, *values: object) -> list[tuple]:
    with reading(warehouse) as connection:
        return connection.execute(sql, values).fetchall()


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_pages_are_drawn(five_pages_served, look, tmp_path, address, size):
    for locale in ("zh-CN", "en-US"):
        page = look(f"{five_pages_served}/{address}", size, locale)
        page.wait_for_timeout(1000)  # charts are drawn after the script
        overflow = page.evaluate("document.scrollingElement.scrollWidth - window.innerWidth")
        assert overflow <= 0
        assert len(page.screenshot(path=tmp_path / f"{locale}.png")) > 8_000  # not blank


MARKS = """marks => marks.map(m => [m.dataset.keys.split(' '), Number(m.dataset.start), m.textContent])"""
SPANS = """
SELECT 'quantity-' || observation_key, mention, char_start, pieces FROM mart.observations WHERE document_key = $1
UNION ALL SELECT 'time-' || mention_key, mention, char_start, pieces FROM mart.times WHERE document_key = $1
UNION ALL SELECT 'name-' || mention_key, mention, char_start, pieces FROM mart.names WHERE document_key = $1
"""
PAGES = "SELECT any_value(article_key), document_key, any_value(text) FROM mart.articles JOIN mart.documents "
PAGES += "USING (document_key) GROUP BY document_key"


def test_facts_are_marked_at_their_characters(five_pages, five_pages_served, look):
    for article_key, document_key, text in question(five_pages, PAGES):
        page = look(f"{five_pages_served}/read?article={article_key}")
        page.wait_for_selector("mark")
        assert page.locator(".marked .text").evaluate("text => text.textContent") == text
        marks = page.locator("mark").evaluate_all(MARKS)
        found = question(five_pages, SPANS, document_key)
        assert len(found) > 50
        for key, mention, char_start, pieces in found:
            mine = [(start, words) for keys, start, words in marks if key in keys]
            marked = "".join(words for _, words in mine)
            assert mine[0][0] == char_start
            assert marked == "".join(text[piece["start"] : piece["end"]] for piece in pieces)
            assert "".join(marked.split()) == "".join(mention.split())
        quantities = sum(key.startswith("quantity") for key, *_ in found)
        assert page.locator(".legend .quantity").text_content() == f"数量 {quantities}"


def test_hover_tells_the_row_and_a_click_the_rule(five_pages, five_pages_served, look):
    article, key, mention, indicator, rule, sentence = question(
        five_pages,
        "SELECT article_key, observation_key, mention, indicator, rule, sentence FROM mart.observations "
        "WHERE indicator IS NOT NULL AND len(pieces) = 1 AND confidence > 0.5 ORDER BY observation_key LIMIT 1",
    )[0]
    page = look(f"{five_pages_served}/read?article={article}&fact=quantity-{key}")
    mark = page.locator(f'mark[data-keys~="quantity-{key}"]').first
    mark.hover()
    card = page.locator(".tooltip")
    assert {mention, indicator, rule} <= set(card.locator("dd").all_text_contents())
    box = card.bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= WIDE["width"]
    mark.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_text(f"规则 {rule}").wait_for()
    dialog.get_by_text(f"baoku explain {key}").wait_for()
    dialog.get_by_text(sentence, exact=True).wait_for()
    dialog.get_by_text("数量事实", exact=True).wait_for(timeout=30_000)  # what the extractors see


def test_a_conflict_shows_both_sentences_and_leads_to_them(told_twice, look):
    page = look(f"{told_twice}/agreement")
    page.get_by_text("同一事实 · 规模以上工业总产值").wait_for()
    marks = page.locator("mark").all_text_contents()
    assert {"48.9亿元", "52.3亿元"} <= set(marks)
    assert "2023年，临港镇实现规上工业总产值48.9亿元。" in page.locator(".marked .text").all_text_contents()
    page.locator("mark", has_text="52.3亿元").click()
    page.get_by_role("heading", name="阅读").wait_for()
    page.locator("mark.focus", has_text="52.3亿元").wait_for()


def test_a_plan_stands_beside_its_report(told_twice, look):
    page = look(f"{told_twice}/plans")
    page.get_by_text("未完成 · 1").wait_for()
    table = page.locator('[data-testid="stDataFrame"]')
    box = table.bounding_box()
    page.mouse.click(box["x"] + 16, box["y"] + 52)  # the first row's box; the table is drawn on a canvas
    page.locator(".marked .text", has_text="2023年，临港镇计划完成规上工业总产值50亿元。").wait_for()
    page.locator(".marked .text", has_text="2023年，临港镇实现规上工业总产值48.9亿元。").wait_for()


def test_indicators_lead_to_their_sentences(told_twice, look):
    page = look(f"{told_twice}/indicators?indicator=规模以上工业总产值")
    page.locator('[data-testid="stVegaLiteChart"] canvas, [data-testid="stVegaLiteChart"] svg').first.wait_for()
    box = page.locator('[data-testid="stDataFrame"]').bounding_box()
    page.mouse.click(box["x"] + 16, box["y"] + 52)
    page.get_by_role("heading", name="阅读").wait_for()
    page.locator("mark.focus.quantity").wait_for()


def test_search_finds_and_opens_the_place(told_twice, look):
    page = look(f"{told_twice}/search")
    asked = page.get_by_role("textbox")
    asked.fill("工业总产值 临港镇实现")
    asked.press("Enter")
    page.get_by_text("1 篇文章").wait_for()
    page.locator("mark.hit").first.wait_for()
    assert page.locator("mark.hit").all_text_contents() == ["临港镇实现", "工业总产值"]
    page.get_by_role("button", name="临港镇工业稳中有进").click()
    page.get_by_role("heading", name="阅读").wait_for()
    page.locator(".focus", has_text="2023年").wait_for()
    page = look(f"{told_twice}/search?q=没有的词")
    page.get_by_text("没有文章同时含有").wait_for()


NOTHING = ["article=--5", f"article={10**19 - 1}", f"article={10**40}", "article=<b>&fact=x&at=y", "lang=xx&article=１"]


@pytest.mark.parametrize("query", NOTHING)
def test_an_address_that_names_nothing_shows_the_first_article(five_pages_served, look, query):
    page = look(f"{five_pages_served}/read?{query}")
    page.locator("mark").first.wait_for()
    assert f"article={query}" not in page.url


def test_kinds_can_be_left_out(five_pages_served, look):
    page = look(f"{five_pages_served}/read")
    mark = page.locator("mark.quantity").first
    colour = "mark => getComputedStyle(mark).backgroundColor"
    before = mark.evaluate(colour)
    page.locator(".legend button.quantity").click()
    assert mark.evaluate(colour) == "rgba(0, 0, 0, 0)" != before


#: Elements that only a text can have made, in all shadow trees too.
PLANTED = """() => {
    const inside = root => [...root.querySelectorAll('*')].flatMap(
        each => [each, ...(each.shadowRoot ? inside(each.shadowRoot) : [])]);
    return inside(document).filter(each => each.id === 'planted' || each.getAttribute('src') === 'x'
        || (each.getAttribute('href') || '').startsWith('javascript')
        || (each.localName === 'script' && each.textContent.includes('window.ran'))
    ).map(each => each.outerHTML);
}"""


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_text_stays_text(hostile_served, look, address, size):
    page = look(f"{hostile_served}/{address}", size)
    page.wait_for_timeout(1000)
    if address == "read":
        assert page.locator(".marked .text").evaluate("text => text.textContent") == HOSTILE
        page.locator("mark.name").first.hover()
        assert EVIL in page.locator(".tooltip dd").all_text_contents()
        page.locator("mark.quantity").first.click()
        page.get_by_role("dialog").get_by_text("baoku explain").wait_for()
    assert page.evaluate("window.ran") is None
    assert page.evaluate(PLANTED) == []
    assert page.evaluate("document.scrollingElement.scrollWidth - window.innerWidth") <= 0


def test_the_language_can_be_changed(five_pages_served, look):
    page = look(five_pages_served, locale="en-GB")
    assert page.locator("h1").text_content() == "Overview"
    page.get_by_role("radio", name="中文").or_(page.get_by_role("button", name="中文")).click()
    page.get_by_role("heading", name="概览").wait_for()
    assert "lang=zh" in page.url
    page.get_by_role("link", name="阅读").click()
    page.get_by_role("heading", name="阅读").wait_for()
    assert look(f"{five_pages_served}/?lang=zh", locale="en-GB").locator("h1").text_content() == "概览"


def test_a_new_generation_appears_by_itself(tmp_path, look):
    warehouse = tmp_path / "baoku.duckdb"
    with serving(warehouse) as address:
        page = look(address)
        page.get_by_role("heading", name="还没有数据仓库").wait_for()
        publish_pages(warehouse, 1, harbour=HARBOUR)
        articles = page.locator('[data-testid="stMetricValue"]').first
        articles.get_by_text("1", exact=True).wait_for(timeout=20_000)
        publish_pages(warehouse, 2, broken=BROKEN)
        articles.get_by_text("2", exact=True).wait_for(timeout=20_000)


def test_an_empty_warehouse_says_what_to_do(tmp_path, look):
    warehouse = tmp_path / "baoku.duckdb"
    with writing(warehouse) as connection:
        publish(connection, warehouse)
    with serving(warehouse) as address:
        for name in ADDRESSES:
            look(f"{address}/{name}").get_by_text("baoku run").wait_for()


def test_a_file_that_lacks_a_view_is_no_traceback(tmp_path, look):
    warehouse = tmp_path / "baoku.duckdb"
    publish_pages(warehouse, 1, harbour=HARBOUR)
    with writing(warehouse) as connection:
        connection.execute("DROP VIEW mart.names")
        publish(connection, warehouse)
    with serving(warehouse) as address:
        look(f"{address}/read").get_by_role("heading", name="数据仓库由另一版本的报库生成").wait_for()


def test_another_site_cannot_ask_under_a_name_of_its_own(five_pages_served, chromium):
    """A name that leads to 127.0.0.1 (DNS rebinding) gets no data: the socket is refused."""
    import websockets.sync.client as client
    from websockets.exceptions import InvalidStatus

    address = urlsplit(five_pages_served)
    url = f"ws://{address.netloc}/_stcore/stream"
    client.connect(url).close()
    with pytest.raises(InvalidStatus):
        client.connect(url, additional_headers={"Host": "evil.example"})
