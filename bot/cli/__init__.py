"""The command line: what operators, trainers and developers type."""
