"""Which members of the shared dimensions a document's names are: places, organisations, persons, programs.

A name alone is nobody: 市财政局 is another body in another city. What decides beside the name stands with each kind of
member in `warehouse.schema.stage`.
"""

from transforms.identity.document import Identities
from transforms.identity.members import Members

__all__ = ["Identities", "Members"]
