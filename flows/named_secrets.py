"""Secrets that a setting names and Prefect keeps: `prefect://secret/NAME` stands for the Secret block NAME.

They are asked for when they are used, and kept nowhere: neither in settings nor in what is told.
"""

from flows.errors import OutsideFailed

SCHEME = "prefect://secret/"


def is_named(text: str) -> bool:
    """Whether `text` names a Secret block, and is no secret itself."""
    return text.startswith(SCHEME) and len(text) > len(SCHEME)


def secret(text: str) -> str:
    """The value of the Secret block that `text` names; any other text is given back as it is.

    Raises:
        OutsideFailed: the server that keeps it cannot be asked, has no such block, or holds something else in it.
    """
    if not is_named(text):
        return text
    import httpx  # with Prefect some seconds, which only those pay who name a block
    from prefect.blocks.system import Secret
    from prefect.settings import get_current_settings

    name = text.removeprefix(SCHEME)
    if not get_current_settings().api.url:
        raise OutsideFailed(f"the Secret block {name} needs a Prefect server that keeps it: set PREFECT_API_URL")
    try:
        value = Secret.load(name, _sync=True).get()
    except (ValueError, httpx.HTTPError, RuntimeError) as error:
        # the cause may hold what is in the block: only its kind is told
        raise OutsideFailed(f"the Secret block {name} cannot be had: {type(error).__name__}") from None
    if not isinstance(value, str):
        raise OutsideFailed(f"the Secret block {name} holds no text")
    return value
