"""What is published: entries, their changes, exports, seals and corrections."""
