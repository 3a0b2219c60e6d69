"""The service as people meet it: in a real browser, from the first line to the plaque."""
