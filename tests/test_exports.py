"""The files of ``exports/`` are what the code makes of the sample and of the Wirral reports."""

from pathlib import Path

import pytest

from .renew_exports import CORPUS, EXPORTS, exports


def test_sample_export_is_up_to_date(tmp_path: Path) -> None:
    made = dict(exports(tmp_path))
    assert (EXPORTS / "eastmere.ttl").read_bytes() == made["eastmere.ttl"], "run python -m tests.renew_exports"


@pytest.mark.corpus
def test_wirral_export_is_up_to_date() -> None:
    if not CORPUS.is_dir():
        pytest.skip(f"the corpus of real reports is not at {CORPUS}")
    made = dict(exports(CORPUS))
    assert (EXPORTS / "wirral.ttl").read_bytes() == made["wirral.ttl"], "run python -m tests.renew_exports"
