"""How models run on the CPU: ONNX Runtime, one thread a call."""

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
