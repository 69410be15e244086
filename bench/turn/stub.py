"""A bot that answers at once, with a decision and what goes beside it: `python -m bench.turn.stub PORT`."""

import sys

import jwt
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

ANSWER = {
    "step": "refuse_delivery",
    "rule": "amazon.shipped",
    "reason": "shipped",
    "cites": ["A01", "A02"],
    "policy_version": "amazon@2026-04-01",
}
BLOCKS = [
    {"type": "text", "name": "said", "text": "受け取りを拒否してください。" * 10, "language": "ja"},
    {"type": "step", "text": "受け取り拒否", "language": "ja", **ANSWER},
]
DECIDED = {
    "act": "decided",
    "facts": {"goal": "cancel", "now": "2026-04-01T10:00:00+09:00", "policy": "amazon", "status": "shipped"},
    "answer": ANSWER,
    "wording": "0" * 64,
    "said": ["said"],
    "language": "ja",
    "model": "0" * 32,
    "order_number": "250-4183027-6650114",
    "line": 1,
}
HEARD = {
    "act": "heard",
    "intent": "cancel_order",
    "model": "0" * 32,
    "guess": "cancel_order",
    "confidence": 0.9,
}


async def webhook(request: Request) -> JSONResponse:
    """What Rasa answers when all is well."""
    asked = await request.json()
    turn = jwt.decode(asked["metadata"]["turn"], options={"verify_signature": False})["jti"]
    custom = {"turn": turn, "language": "ja", "blocks": BLOCKS, "acts": [DECIDED, HEARD]}
    return JSONResponse([{"recipient_id": asked["sender"], "custom": custom}])


async def health(_: Request) -> JSONResponse:
    """Always well."""
    return JSONResponse({"status": "ok"})


app = Starlette(
    routes=[
        Route("/webhooks/rest/webhook", webhook, methods=["POST"]),
        Route("/webhooks/rest/", health),
        Route("/health", health),
    ]
)

if __name__ == "__main__":
    uvicorn.run(app, port=int(sys.argv[1]), log_config=None, access_log=False)
