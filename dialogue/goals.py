"""What a wish is decided as, and which wishes are answered without deciding."""

from decision.vocabulary import GOALS

CANCEL_ORDER = "cancel_order"
FAILED = "cancel_rejected_or_failed"
UNDO = "undo_cancel_request"
CHANGE = "change_order_or_quantity"
CANCEL, CANCEL_PART, REDUCE_QUANTITY, UNDO_REQUEST, REFUND = GOALS
GOAL_OF = {
    CANCEL_ORDER: CANCEL,
    "shipped_after_cancel_request": CANCEL,
    FAILED: CANCEL,
    "cancel_status": CANCEL,
    "refuse_delivery": CANCEL,
    "return_item": CANCEL,
    "refund_timing": REFUND,
    UNDO: UNDO_REQUEST,
    CHANGE: REDUCE_QUANTITY,
}
OF_A_REQUEST = ("cancel_status", FAILED, "shipped_after_cancel_request")
ENDED = ("cancelled", "sent_back")  # then what was paid is waited for
# Wishes that look back on a cancellation, so that orders without one cannot be meant.
LOOKS_BACK = ("refund_timing", "cancel_status")
# What a wish says by itself, where nothing else is known: nobody asks after a request that was not sent.
SAID_BY = {
    "shipped_after_cancel_request": {"request": "pending", "status": "shipped"},
    FAILED: {"request": "rejected"},
    "cancel_status": {"request": "pending"},
    "refuse_delivery": {"status": "shipped"},
    "return_item": {"status": "delivered"},
}
OFFERED_FIRST = (CANCEL_ORDER, "return_item", "refund_timing", "cancel_status")
BY_PARCEL = ("refuse_delivery", "return_item")  # what one does with a parcel that has been on its way
