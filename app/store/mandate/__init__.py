"""Evaluating, and what became of it: runs, rulesets, outcomes, and the lists made from them."""
