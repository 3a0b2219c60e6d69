"""What takes one kind of file apart, each in a short-lived process of its own; nothing here runs in the server."""
