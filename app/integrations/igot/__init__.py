"""The iGOT Karmayogi feed: port, client, wire shapes and stand-in."""
