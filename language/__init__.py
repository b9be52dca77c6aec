"""The language models: text in, dataclasses out. Knows no shop and no Rasa."""
