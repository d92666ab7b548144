"""What only a browser can show of pages; run by `make test-browser`, with Debian's Chromium."""
