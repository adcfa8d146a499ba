"""A batch: one zip, one pack held at a time, names that every system takes."""

import io
import zipfile

from okr_analytics.packs.batch import zip_all
from okr_analytics.packs.pack import Pack


def test_each_pack_is_written_in_each_format_and_progress_is_told(pack: Pack) -> None:
    target, told = io.BytesIO(), []
    titles = ["Health", "../../etc/passwd", "Health", "=1+1 <b>"]
    names = zip_all(
        ((title, pack) for title in titles), ["html", "xlsx"], target, lambda n, name: told.append((n, name))
    )
    assert names == ["Health.html", "Health.xlsx", "etc-passwd.html", "etc-passwd.xlsx", "Health-2.html",
                     "Health-2.xlsx", "1-1-b.html", "1-1-b.xlsx"]  # fmt: skip
    assert told == list(enumerate(names, start=1))
    with zipfile.ZipFile(target) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == names


def test_the_same_packs_give_the_same_zip(pack: Pack) -> None:
    one, two = io.BytesIO(), io.BytesIO()
    for target in (one, two):
        zip_all([("Health", pack)], ["pdf"], target)
    assert one.getvalue() == two.getvalue()
