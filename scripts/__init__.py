"""What we run by hand: the committed openapi.json, the README's picture, the tests' browser."""
