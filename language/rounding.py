"""An exported encoder in int8, and whether its vectors bear that: those of some families do not."""

import logging
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from language.encoder import Vectors
from language.runtime import open_session

NEAR = 0.95  # mean cosine to full precision: MiniLM has .99 and MPNet .88, or .05 where a processor adds in 16 bits
_TEXTS = (  # what shoppers and reviewers write
    "do you have running shoes in 42",
    "my parcel is three days late and nobody answers",
    "Comfortable from the first day, but the sole wore out within a year.",
    "what do my friends think of the blue one?",
    "battery: 7 h plus 21 h from the case",
    "a present for my sister, she likes cooking, up to 40 euro",
    "cancel it please",
    "Is it waterproof?",
    "Standard width; the toe box is on the snug side, so if you are between sizes take the larger one.",
    "thanks, that was quick!",
)


def quantise(source: Path, target: Path) -> None:
    """Write the model in int8, with a scale for each column of its weights.

    One scale for all of a layer moves MiniLM's vectors to a cosine of .968, and costs a hundredth of messages heard; a
    scale for each column to .993, and costs nothing.
    """
    from onnxruntime.quantization import QuantType, quantize_dynamic

    logging.getLogger().addFilter(_is_not_advice)
    try:
        quantize_dynamic(source, target, weight_type=QuantType.QInt8, per_channel=True)
    finally:
        logging.getLogger().removeFilter(_is_not_advice)


def nearness(exact: Path, rounded: Path, tokenizer: Path) -> float:
    """Return the mean cosine of what both models make of the same texts, on this processor."""
    pieces = Tokenizer.from_file(str(tokenizer))
    pieces.no_padding()
    ids = [pieces.encode(text).ids for text in _TEXTS]
    return float(np.mean(np.sum(_encode(exact, ids) * _encode(rounded, ids), axis=1)))


def _encode(path: Path, texts: list[list[int]]) -> Vectors:
    session = open_session(path)
    names = {node.name for node in session.get_inputs()}
    vectors = []
    for pieces in texts:
        ids = np.array([pieces], np.int64)
        fed = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        vectors.append(session.run(["vector"], {name: fed[name] for name in names})[0][0])
    return np.stack(vectors)


def _is_not_advice(record: logging.LogRecord) -> bool:
    """Tell whether a record says more than what the quantiser logs of every model and of every layer."""
    return record.levelno > logging.INFO and "pre-processing before quantization" not in record.getMessage()
