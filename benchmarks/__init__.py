"""What the performance claims rest on: each bench prints its floor, a naive variant where one is named, itself."""
