"""Measurements, one module each: `python -m benchmarks.<name> [--data DIR] [--json FILE]`."""
