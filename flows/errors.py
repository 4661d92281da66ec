"""What can go wrong outside the data, by who must act; the command line gives each its exit status."""


class UsageInvalid(ValueError):
    """Wrong use: a path, an option or a manifest that cannot be meant. Exit status 2."""


class OutsideFailed(RuntimeError):
    """Something that baoku leans on failed (disk, network, a server that does not start). Exit status 3."""
