"""As much of the Hugging Face Hub as a download needs."""

import hashlib

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from tests.support.loopback import Loopback

REVISION = "0123456789abcdef0123456789abcdef01234567"


class Hub(Loopback):
    """
    Holds one file, under any name but that of the repository "nothing".

    `claims` is the hash that the Hub states, the true one if empty, and `size` the size, the true
    one if 0; `ranges` are the ranges that were asked for.
    """

    def __init__(self, content: bytes, *, claims: str = "", size: int = 0) -> None:
        super().__init__(
            [
                Route("/{owner}/{name}/resolve/{revision}/{file}", self._resolve),
                Route("/files/{sha256}", self._file),
            ]
        )
        self.ranges: list[str] = []
        self._content = content
        self._stated_size = size or len(content)
        self._claims = claims or hashlib.sha256(content).hexdigest()

    async def _resolve(self, request: Request) -> Response:
        if request.path_params["name"] == "nothing":
            return Response(status_code=404, headers={"x-error-code": "RepoNotFound"})
        headers = {
            "x-repo-commit": REVISION,
            "x-linked-size": str(self._stated_size),
            "x-linked-etag": f'"{self._claims}"',
        }
        elsewhere = self.url.replace("127.0.0.1", "localhost")  # Files lie on another host.
        return RedirectResponse(f"{elsewhere}/files/{self._claims}", 302, headers)

    async def _file(self, request: Request) -> Response:
        asked = request.headers.get("range", "")
        self.ranges.append(asked)
        start = int(asked.removeprefix("bytes=").removesuffix("-") or 0)
        size = len(self._content)
        headers = {"content-range": f"bytes {start}-{size - 1}/{size}"} if start else {}
        return Response(self._content[start:], 206 if start else 200, headers)
