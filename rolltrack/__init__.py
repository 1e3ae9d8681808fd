"""rolltrack: log foam-rolling sessions, see trends, hand over a summary.

The front door; ``__init__.pyi`` is its table of contents. A name loads its module when first used.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
