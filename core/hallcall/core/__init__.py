"""The rules of the hall: pure, without clock, input, output or chance."""
