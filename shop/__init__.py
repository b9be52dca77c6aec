"""The commerce and social domain: plain dataclasses and rules; no web, no models of language."""
