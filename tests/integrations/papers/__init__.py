"""The papers that a child process sets."""
