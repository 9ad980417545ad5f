"""
Start of the engine's process, run by its path in whatever interpreter has the engine.

That interpreter need not have this package installed: it is made known by hand, without
putting our other dependencies on its path.
"""

import sys
from pathlib import Path
from types import ModuleType

package = ModuleType("flowmason_assist")
package.__path__ = [str(Path(__file__).resolve().parents[2])]
sys.modules[package.__name__] = package

from flowmason_assist.engine.host.main import main  # noqa: E402 - only importable from here on.

main()
