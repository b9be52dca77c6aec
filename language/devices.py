"""Which processor the models work on."""

from pathlib import Path

from language.errors import DeviceMissing

CPU = "cpu"
_DRIVERS = (
    "/dev/nvidiactl",
    "/dev/nvidia0",
    "/dev/kfd",
    "/dev/dxg",
)  # NVIDIA's, AMD's, and Windows' to Linux within it


def find_device(asked: str) -> str:
    """Return "cpu" or "cuda:N", torch's name of a GPU, for "auto", "cpu", "cuda" (the first GPU) or "cuda:N".

    "auto" is the first GPU that torch sees, else the CPU. Raises DeviceMissing for a GPU that torch does not see.
    """
    if asked == CPU:
        return CPU
    count = count_gpus()
    if asked == "auto":
        return "cuda:0" if count else CPU
    number = int(asked.partition(":")[2] or 0)
    if number >= count:
        there = ", ".join([f"cuda:{each}" for each in range(count)]) or "no GPU"
        raise DeviceMissing(f"the device {asked} is missing, torch sees {there}; allowed: auto, cpu, or a GPU it sees")
    return f"cuda:{number}"


def gpu_number(device: str) -> int | None:
    """Return N of "cuda:N"; None for any other device."""
    kind, _, number = device.partition(":")
    return int(number or 0) if kind == "cuda" else None


def count_gpus() -> int:
    """Return how many GPUs torch sees. Without a driver torch is not asked: importing it takes seconds."""
    if not any(Path(driver).exists() for driver in _DRIVERS):
        return 0
    import torch

    return torch.cuda.device_count() if torch.cuda.is_available() else 0
