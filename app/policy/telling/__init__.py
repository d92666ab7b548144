"""Why an outcome is what it is, in words: reasons, rules used, assumptions, and the ways out."""
