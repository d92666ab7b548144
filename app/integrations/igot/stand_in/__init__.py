"""A stand-in iGOT: an HTTP server that speaks the real wire format over invented people."""
