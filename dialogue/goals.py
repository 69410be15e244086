"""What a wish is decided as, and which wishes are answered without deciding."""

from decision.vocabulary import GOALS

CANCEL, CANCEL_PART, REDUCE_QUANTITY, UNDO_REQUEST, REFUND = GOALS
GOAL_OF = {
    "cancel_order": CANCEL,
    "shipped_after_cancel_request": CANCEL,
    "cancel_rejected_or_failed": CANCEL,
    "cancel_status": CANCEL,
    "refuse_delivery": CANCEL,
    "return_item": CANCEL,
    "refund_timing": REFUND,
    "undo_cancel_request": UNDO_REQUEST,
    "change_order_or_quantity": REDUCE_QUANTITY,
}
# Wishes that look back on a cancellation, so that orders without one cannot be meant.
LOOKS_BACK = ("refund_timing", "cancel_status")
# What a wish says by itself, where nothing else is known: nobody asks after a request that was not sent.
SAID_BY = {
    "shipped_after_cancel_request": {"request": "pending", "status": "shipped"},
    "cancel_rejected_or_failed": {"request": "rejected"},
    "cancel_status": {"request": "pending"},
    "refuse_delivery": {"status": "shipped"},
    "return_item": {"status": "delivered"},
}
OFFERED_FIRST = ("cancel_order", "return_item", "refund_timing", "cancel_status")
BY_PARCEL = ("refuse_delivery", "return_item")  # what one does with a parcel that has been on its way
