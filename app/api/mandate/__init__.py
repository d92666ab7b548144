"""The mandate's routes: outcomes and their reasons, the rules behind them, and what if."""
