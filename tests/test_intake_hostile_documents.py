"""Documents that lie, burst or break off: each gets its message, none stops the others, and memory stays bounded."""

import json
import subprocess
import sys
from collections.abc import Mapping

import pytest

from documents_by_hand import BODY
from hostile_by_hand import HOSTILE, MENDED

_READ = """
import json, resource, sys
from marsad.intake import read_paths
intake = read_paths(sys.argv[1:])
print(json.dumps({
    "problems": [[p.path, p.what, p.remedy] for p in (*intake.problems, *(one.problem for one in intake.undated))],
    "texts": {report.key: report.text for report in intake.reports},
    "kilobytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss,
}))
"""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, object]:
    """What a process of its own says that reads them all, and a good one."""
    folder = tmp_path_factory.mktemp("hostile")
    for name, (data, _) in {**HOSTILE, **MENDED}.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(data)
    (folder / "zz-good.txt").write_text(BODY, encoding="utf-8")
    done = subprocess.run([sys.executable, "-c", _READ, str(folder)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2_000:]
    assert done.stderr == ""
    answer: Mapping[str, object] = json.loads(done.stdout)
    return answer


@pytest.mark.parametrize("name", HOSTILE)
def test_each_gets_its_message(told: Mapping[str, object], name: str) -> None:
    problems = told["problems"]
    assert isinstance(problems, list)
    said = [(what, remedy) for path, what, remedy in problems if path.endswith(f"/{name}")]
    assert any(HOSTILE[name][1] in what for what, _ in said), said
    assert all(remedy for _, remedy in said)


@pytest.mark.parametrize("name", MENDED)
def test_what_can_be_read_all_the_same_is_read(told: Mapping[str, object], name: str) -> None:
    texts = told["texts"]
    assert isinstance(texts, dict)
    keys = [key for key in texts if key.startswith(name)]
    assert any(MENDED[name][1] in " ".join(texts[key].split()) for key in keys), keys


def test_the_rest_of_a_broken_file_and_the_other_files_are_read(told: Mapping[str, object]) -> None:
    texts = told["texts"]
    assert isinstance(texts, dict)
    assert texts["zz-good.txt"] == BODY
    for key in ("bursts.warc.gz#1", "bursts.warc.gz#2", "cut.warc.gz#1", "thick.pdf", "bursts.pdf", "charset.eml"):
        assert key in texts
    assert not any("root:" in text for text in texts.values())


def test_memory_stays_under_a_gigabyte(told: Mapping[str, object]) -> None:
    kilobytes = told["kilobytes"]
    assert isinstance(kilobytes, int)
    assert kilobytes < 1_000_000
