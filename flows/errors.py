"""What can go wrong outside the data, by who must act; `flows.cli` gives each its exit status."""


class UsageInvalid(ValueError):
    """Wrong use: a path, an option, a setting or a manifest that cannot be meant."""


class SettingsInvalid(UsageInvalid):
    """A setting is unknown or ill-formed; the message names it, what was given and what is allowed."""


class OutsideFailed(RuntimeError):
    """Something that baoku leans on failed: a server that does not start, a disk that is full."""
