"""How models run on the CPU: ONNX Runtime, one thread a call."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


def open_session(path: Path) -> Any:
    """Return an ONNX Runtime session for the model at `path`. Raises FileNotFoundError when there is none.

    One thread, and no spinning: many conversations share the cores; idle threads would take them from each other.
    """
    import onnxruntime

    if not path.exists():
        raise FileNotFoundError(f"no model at {path}")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


@contextmanager
def one_thread() -> Iterator[None]:
    """Let torch and BLAS compute on one thread within the block.

    Small products are slower on several threads, and very much slower when other work wants the cores.
    """
    import torch
    from threadpoolctl import threadpool_limits

    before = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        with threadpool_limits(1):
            yield
    finally:
        torch.set_num_threads(before)
