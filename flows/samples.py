"""The five pages that come with baoku, also where it was installed from a wheel."""

from importlib import resources
from pathlib import Path

from flows.inbox import MANIFEST


def sample_inbox() -> Path:
    """The folder of the sample pages."""
    return Path(str(resources.files("seeds").joinpath(MANIFEST))).parent
