"""The whole station on one machine: every part real, every part private to one clone of the repository."""
