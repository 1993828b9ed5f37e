"""What a server says of itself: whether it works, what it counted, what it can be asked."""

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from situation.serving.keyring import Grant
from situation.serving.metrics import MEDIA_TYPE
from situation.serving.problems import refused
from situation.serving.service import Service
from situation.serving.wire import JSON


async def health(service: Service, _request: Request, _grant: Grant | None) -> Response:
    """Whether the store can be read; tells nothing of what it holds."""
    if await service.pulse.info() is None:
        raise refused(503, "the store cannot be read", retry_after=5)
    return Response(msgspec.json.encode({"status": "ok"}), media_type=JSON)


async def metrics(service: Service, _request: Request, _grant: Grant | None) -> Response:
    """Everything counted, also while the store is away."""
    info = await service.pulse.info()
    gauges = {
        "sitmon_open_streams": ("Streams of changes that are open.", float(service.streams.open)),
        "sitmon_store_up": ("Whether the store can be read.", float(info is not None)),
    }
    if info is not None:
        age = (service.clock() - info.recorded_at).total_seconds() if info.recorded_at else 0.0
        gauges["sitmon_store_revision"] = ("Number of the newest entry.", float(info.revision))
        gauges["sitmon_store_age_seconds"] = (
            "Since the newest entry was recorded.",
            max(0.0, age),
        )
    return Response(service.metrics.text(gauges), media_type=MEDIA_TYPE)
