"""Which processor the models work on: what is asked for, or a clear no."""

import pytest

from language import devices
from language.devices import find_device, gpu_number
from language.errors import DeviceMissing


@pytest.fixture
def gpus(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    monkeypatch.setattr(devices, "count_gpus", lambda: request.param)


@pytest.mark.parametrize(
    ("gpus", "asked", "found"),
    [
        (0, "auto", "cpu"),
        (0, "cpu", "cpu"),
        (2, "auto", "cuda:0"),
        (2, "cpu", "cpu"),
        (2, "cuda", "cuda:0"),
        (2, "cuda:1", "cuda:1"),
    ],
    indirect=["gpus"],
)
@pytest.mark.usefixtures("gpus")
def test_the_device_is_the_one_that_was_asked_for(asked: str, found: str) -> None:
    assert find_device(asked) == found


@pytest.mark.parametrize(
    ("gpus", "asked", "said"),
    [(0, "cuda", "cuda is missing, torch sees no GPU; allowed: auto"), (1, "cuda:1", "torch sees cuda:0; allowed")],
    indirect=["gpus"],
)
@pytest.mark.usefixtures("gpus")
def test_a_gpu_that_is_missing_is_said(asked: str, said: str) -> None:
    with pytest.raises(DeviceMissing, match=said):
        find_device(asked)


def test_only_a_gpu_has_a_number() -> None:
    assert [gpu_number(device) for device in ("cpu", "cuda", "cuda:0", "cuda:3")] == [None, 0, 0, 3]
