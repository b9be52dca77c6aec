"""The benchmark of the index: its vectors come from a seed, its truth is true, its chart can be read."""

import json
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import numpy as np

from benchmarks.chart import draw_growth
from benchmarks.index_data import DIM, count_vectors, read_slice, read_slices, write_data

_SVG = "{http://www.w3.org/2000/svg}"


def test_vectors_come_from_the_seed_and_the_truth_from_comparing_all(tmp_path: Path) -> None:
    for name, seed in (("one", 7), ("same", 7), ("other", 8)):
        (tmp_path / name).mkdir()
        write_data(tmp_path / name, 25_000, queries=5, further=3, seed=seed)
    vectors = read_slice(tmp_path / "one", 0, 25_000)
    assert (count_vectors(tmp_path / "one"), [start for start, _ in read_slices(tmp_path / "one")]) == (
        25_000,
        [0, 20_000],
    )
    assert np.array_equal(vectors, read_slice(tmp_path / "same", 0, 25_000))
    assert not np.array_equal(vectors, read_slice(tmp_path / "other", 0, 25_000))
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    queries, truth = np.load(tmp_path / "one" / "queries.npy"), np.load(tmp_path / "one" / "truth.npy")
    assert (queries @ vectors.T).max() < 0.9999  # held out
    for query, numbers in zip(queries, truth, strict=True):
        assert set(numbers.tolist()) == set(np.argsort(-(vectors @ query))[:10].tolist())


def test_vectors_lie_together_as_those_of_titles_do(tmp_path: Path) -> None:
    write_data(tmp_path, 6_000, queries=200, further=1, seed=7)
    vectors, queries = read_slice(tmp_path, 0, 6_000), np.load(tmp_path / "queries.npy")
    cosines = np.sort(queries @ vectors.T, axis=1)[:, ::-1]
    assert queries.shape == (200, DIM)
    assert 0.1 < cosines.mean() < 0.25
    assert 0.8 < np.median(cosines[:, 0]) < 0.95
    assert 0.65 < np.median(cosines[:, 9]) < 0.8


def test_each_line_of_the_chart_has_a_point_for_each_size() -> None:
    lines = {"ours": {10.0: 0.5, 1_000.0: 20.0}, "a <peer>": {10.0: 3.0}}
    root = ElementTree.fromstring(draw_growth("Growth", {"ms": lines, "MB": {"ours": {10.0: 7.0}}}))  # noqa: S314
    points = [line.get("points", "").split() for line in root.iter(f"{_SVG}polyline")]
    assert sorted(map(len, points)) == [1, 1, 2, 2, 2]  # two in the key
    left, right = (tuple(map(float, point.split(","))) for point in points[0])
    assert left[0] < right[0]
    assert left[1] > right[1]  # more is higher up
    texts = {text.text for text in root.iter(f"{_SVG}text")}
    assert {"ms", "MB", "a <peer>", "10", "1,000", "100"} <= texts


def test_the_last_line_holds_the_figures_of_each_size(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "benchmarks.index", "--size", "300,400", "--queries", "20", "--further", "100"]
    options = ["--without", "hnswlib", "faiss_ivf", "--chart", str(tmp_path / "charts" / "growth.svg")]
    done = subprocess.run([*command, *options], capture_output=True, text=True, check=True)
    ours = json.loads(done.stdout.splitlines()[-1])["ours"]
    assert list(ours) == ["300", "400"]
    assert ours["400"]["recall10"] == 1
    named = {"ms_p50", "ms_p50_16", "build_s", "bytes_per_vector", "load_s", "add_per_s", "delete_per_s", "peak_mb"}
    assert named <= ours["400"].keys()
    assert (tmp_path / "charts" / "growth.svg").read_text().startswith("<svg")
