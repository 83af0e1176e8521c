"""Pages: main text, what a page states of itself, and what is beside the point."""

from datetime import datetime, timedelta, timezone
from pathlib import Path

from marsad.intake import read_paths
from marsad.model.reports import DateBasis, Report

PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<title>Village shelled, five dead | Hill Courier</title>
<meta property="og:site_name" content="Hill Courier">
<meta property="article:published_time" content="2031-05-04T09:40:00+02:00">
<meta name="author" content="Anna Sorel"><link rel="canonical" href="https://courier.example/2031/05/04/village"></head>
<body><nav><a href="/">Home</a><a href="/war">War</a></nav><article><h1>Village shelled, five dead</h1>
<p>Rebels shelled a village near Orsk on Sunday, killing five people, the army said in a statement.</p>
<aside><p>Winter tyres from 99 crowns, order today and have them fitted tomorrow.</p></aside>
<p>Two children were among the dead, according to the district hospital, which took in nine wounded.</p>
<p>The rebels denied that they had fired on the village and blamed the army for the deaths.</p></article>
<section class="comments"><h3>Comments (1)</h3><p>I heard that a hundred people were killed there.</p></section>
<footer><ul><li>3 March 2029: Ferry fire injures three</li></ul></footer></body></html>"""


def read(folder: Path, page: bytes) -> Report:
    path = folder / "page.html"
    path.write_bytes(page)
    (report,) = read_paths([str(path)]).reports
    return report


def test_a_page_gives_its_text_and_what_it_states(tmp_path: Path) -> None:
    report = read(tmp_path, PAGE.encode())
    assert (report.title, report.outlet, report.author) == ("Village shelled, five dead", "Hill Courier", "Anna Sorel")
    assert report.published == datetime(2031, 5, 4, 9, 40, tzinfo=timezone(timedelta(hours=2)))
    assert report.published_basis is DateBasis.STATED
    assert "denied that they had fired" in report.text
    assert not any(words in report.text for words in ("tyres", "hundred people", "Ferry", "Home"))


def test_dates_beside_the_article_are_not_the_pages(tmp_path: Path) -> None:
    page = PAGE.replace('<meta property="article:published_time" content="2031-05-04T09:40:00+02:00">', "")
    page = page.replace("/2031/05/04/", "/")
    assert read(tmp_path, page.encode()).published is None


def test_linked_data_states_a_date(tmp_path: Path) -> None:
    said = '{"@graph": [{"@type": "NewsArticle", "datePublished": "2031-05-06"}]}'
    data = f'<script type="application/ld+json">{said}</script>'
    page = PAGE.replace('<meta property="article:published_time" content="2031-05-04T09:40:00+02:00">', data)
    assert str(read(tmp_path, page.encode()).published) == "2031-05-06"


def test_the_stated_character_set_is_kept(tmp_path: Path) -> None:
    page = PAGE.replace("utf-8", "windows-1252").replace("Orsk", "Örsk")
    assert "Örsk" in read(tmp_path, page.encode("cp1252")).text


def test_without_main_text_all_visible_text_is_taken_and_said(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text("<div>" * 3000 + "Rebels shelled a village near Orsk.<script>var a = 1;</script>", encoding="utf-8")
    intake = read_paths([str(path)])
    assert intake.reports[0].text == "Rebels shelled a village near Orsk."
    assert any("no main text" in problem.what for problem in intake.problems)


def test_broken_pages_are_read_as_far_as_they_go(tmp_path: Path) -> None:
    broken = PAGE[: PAGE.index("according")].replace("</p>", "<div>").replace("</h1>", "")
    assert "killing five people" in read(tmp_path, broken.encode()).text
