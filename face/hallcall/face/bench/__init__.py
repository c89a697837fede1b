"""How fast the face engines are on this machine, and how right, on pictures that whoever asks has the right to use."""
