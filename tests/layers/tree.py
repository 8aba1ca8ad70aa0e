"""The files of the repository, as git sees them: tracked ones and new ones, nothing that is ignored."""

import subprocess


def files(root):
    """Paths from `root`, sorted; those deleted but still tracked are left out."""
    listing = subprocess.run(["git", "-c", f"safe.directory={root}", "ls-files", "--cached", "--others",
                              "--exclude-standard", "-z"], cwd=root, check=True, capture_output=True).stdout
    return sorted({path for path in listing.decode().split("\0") if path and (root / path).is_file()})
