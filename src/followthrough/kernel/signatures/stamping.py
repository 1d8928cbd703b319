"""Ask a time-stamping authority (RFC 3161) for its word on when a seal was made."""

# pyHanko takes about a second to import: this file is imported where a document is sealed, never at start.
from asn1crypto import tsp
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.timestamps.common_utils import TimestampRequestError

from followthrough.kernel.outward.asking import Unreachable, posted

LARGEST = 64 * 1024  # bytes of an answer
SECONDS = 10


class GuardedStamper(TimeStamper):
    """A time stamper that goes through the house's one guarded way out."""

    def __init__(self, address: str) -> None:
        super().__init__(include_nonce=True)  # type: ignore[no-untyped-call]
        self.address = address

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        """Raises TimestampRequestError when the authority can't be reached or says something else."""
        try:
            answer = posted(
                self.address,
                req.dump(),
                media_type="application/timestamp-query",
                wanted="application/timestamp-reply",
                largest=LARGEST,
                seconds=SECONDS,
            )
            return tsp.TimeStampResp.load(answer)
        except (Unreachable, ValueError) as problem:
            raise TimestampRequestError(str(problem)) from problem
