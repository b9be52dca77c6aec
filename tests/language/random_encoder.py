"""An encoder of random weights, as Hugging Face lays one out: two thin layers and a word a token."""

import json
from collections.abc import Callable
from pathlib import Path

import torch
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.normalizers import Lowercase
from tokenizers.pre_tokenizers import Whitespace
from tokenizers.processors import TemplateProcessing
from transformers import AutoModel, BertConfig, DistilBertConfig, MPNetConfig, PretrainedConfig

_SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]")
_SIZES = {"hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 64}
FAMILIES: dict[str, Callable[[int], PretrainedConfig]] = {
    "bert": lambda words: BertConfig(vocab_size=words, **_SIZES),
    "mpnet": lambda words: MPNetConfig(vocab_size=words, **_SIZES),  # has no token types
    "distilbert": lambda words: DistilBertConfig(vocab_size=words, dim=32, n_layers=2, n_heads=2, hidden_dim=64),
}
"""What transformers there are to write, by the number of words they know."""


def write_encoder(folder: Path, texts: list[str], *, seed: int = 1, family: str = "bert") -> Path:
    """Write the encoder into the folder; it knows the words of these texts."""
    words = sorted({word for text in texts for word in text.lower().split()})
    ids = {word: place for place, word in enumerate([*_SPECIAL, *words])}
    tokenizer = Tokenizer(WordLevel(ids, unk_token="[UNK]"))
    tokenizer.normalizer = Lowercase()
    tokenizer.pre_tokenizer = Whitespace()
    tokenizer.post_processor = TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", ids["[CLS]"]), ("[SEP]", ids["[SEP]"])]
    )
    torch.manual_seed(seed)
    folder.mkdir(parents=True, exist_ok=True)
    AutoModel.from_config(FAMILIES[family](len(ids))).save_pretrained(folder)
    tokenizer.save(str(folder / "tokenizer.json"))
    (folder / "sentence_bert_config.json").write_text(json.dumps({"max_seq_length": 64}), encoding="utf-8")
    return folder
