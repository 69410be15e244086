"""Turns in the database: one at a time for each conversation, each message answered once.

The lease is a row's two columns, so it holds between several gateway processes too. It runs out by itself: a
turn whose process died is then closed, by the next one or by whoever looks first, with a reply that asks to
send the message again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlalchemy import Connection, Engine, bindparam, case, exists, func, insert, null, or_, select, update

from orders.database import writing
from web.codes.store import HAS_OPENED, opened_in
from web.handover.store import WITH_PERSON, end_by_customer
from web.languages import spoken_language
from web.messages import CustomerMessage
from web.records import Answer, Begun, Block, Content, Language, Lease, Submission
from web.store import add, append, item_of
from web.tables import conversations, items, submissions

BACK_TO_BOT = "bot//null"
"""The payload of the button by which a customer leaves a person for the bot."""

type Apology = Callable[[Language], Sequence[Block]]
type Also = Callable[[Connection, int], None]
"""What else is written in the transaction that stores a reply, whose number is given."""

# Made once: to make a statement costs more than to execute it.
_OF = conversations.c.id == bindparam("of")
_TAKE = (
    update(conversations)
    .where(_OF, or_(conversations.c.lease_until.is_(None), conversations.c.lease_until <= bindparam("now")))
    .values(lease_holder=bindparam("holder"), lease_until=bindparam("until"))
    .returning(conversations.c.language, conversations.c.heard_turn)
)
_MINE = conversations.c.lease_holder == bindparam("holder")
_FREED = {
    name: case((_MINE, null()), else_=conversations.c[name]) for name in ("lease_holder", "lease_until")
}
_FREE = update(conversations).where(_OF, _MINE).values(lease_holder=None, lease_until=None)
_END = (
    update(conversations)
    .where(_OF)
    .values(
        last_seq=conversations.c.last_seq + 1,
        language=bindparam("spoken"),
        heard_turn=func.coalesce(bindparam("turn"), conversations.c.heard_turn),
        **_FREED,
    )
    .returning(conversations.c.last_seq)
)
_LOST = select(conversations.c.id).where(conversations.c.lease_until <= bindparam("now")).limit(1)
_THIS = (
    submissions.c.conversation_id == bindparam("of"),
    submissions.c.client_message_id == bindparam("message"),
)
_KNOWN = select(submissions.c.body_hash, submissions.c.answer_seq).where(*_THIS)
_ANSWERED = update(submissions).where(*_THIS).values(answer_seq=bindparam("by"))
_IS_OPEN = exists().where(
    submissions.c.conversation_id == bindparam("of"),
    or_(submissions.c.answer_seq.is_(None), submissions.c.client_message_id == bindparam("message")),
)
_STANDS = select(
    _IS_OPEN.label("open"), WITH_PERSON.label("with_person"), HAS_OPENED.label("has_opened")
)  # after the conversation is taken: whoever had it before may have changed it
_UNANSWERED = select(submissions.c.client_message_id).where(
    submissions.c.conversation_id == bindparam("of"), submissions.c.answer_seq.is_(None)
)
_SUBMIT = insert(submissions)
_ITEM = select(items).where(items.c.conversation_id == bindparam("of"), items.c.seq == bindparam("number"))


def _nothing(_connection: Connection, _seq: int) -> None:
    """Write nothing else."""


class Gone(LookupError):
    """The conversation was removed while its turn was under way."""


class TurnStore:
    """The turns of one database. Every method may block: call it in a thread."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def submission(self, conversation_id: str, client_message_id: str) -> Submission | None:
        """What is known of that message, or None."""
        with self.engine.connect() as connection:
            return _submission(connection, conversation_id, client_message_id)

    def answered(self, conversation_id: str, client_message_id: str) -> Submission | None:
        """The message if it is answered, or None."""
        return _if_answered(self.submission(conversation_id, client_message_id))

    def begin(
        self, conversation_id: str, message: CustomerMessage, lease: Lease, at: int, apology: Apology
    ) -> Begun | Submission | None:
        """Take the conversation and store the customer's message.

        The submission if the message is answered already, or is a person's to answer (then the conversation
        stays free); else None if another turn has the conversation. `apology` are the blocks that close a
        turn which was never finished.
        """
        with writing(self.engine) as connection:
            taken = _take(connection, conversation_id, lease, at)
            if taken is None:
                return _if_answered(_submission(connection, conversation_id, message.id))
            language, heard = taken
            stands = connection.execute(_STANDS, {"of": conversation_id, "message": message.id}).one()
            if stands.open:
                _close_unanswered(connection, conversation_id, language, at, apology)
                if (known := _submission(connection, conversation_id, message.id)) is not None:
                    _free(connection, conversation_id, lease)
                    return known
            row = {"conversation_id": conversation_id, "client_message_id": message.id}
            connection.execute(_SUBMIT, row | {"body_hash": message.digest})
            content = _of_customer(message, at, language)
            seq = append(connection, conversation_id, content)
            if message.choice == BACK_TO_BOT:
                left = end_by_customer(connection, conversation_id, at)
                return Begun(language, heard, left_person=left)
            if not stands.with_person or message.code is not None:
                opened = opened_in(connection, conversation_id) if stands.has_opened else ()
                return Begun(language, heard, opened, with_person=stands.with_person)
            _answered(connection, conversation_id, message.id, seq)
            _free(connection, conversation_id, lease)
            return Submission(message.digest, Answer(seq, content.language, ()))

    def finish(
        self,
        conversation_id: str,
        client_message_id: str,
        lease: Lease,
        reply: Content,
        also: Also = _nothing,
    ) -> Answer:
        """Store the reply, make its language the conversation's, free the conversation, and do `also`.

        If the lease ran out and another turn has answered the message meanwhile, that answer holds. Raises
        `Gone`.
        """
        with writing(self.engine) as connection:
            known = _submission(connection, conversation_id, client_message_id)
            if known is None:
                raise Gone
            if known.answer is not None:
                return known.answer
            values = {"of": conversation_id, "spoken": reply.language, "turn": reply.turn}
            seq: int = connection.execute(_END, values | {"holder": lease.holder}).scalar_one()
            add(connection, conversation_id, seq, reply)
            _answered(connection, conversation_id, client_message_id, seq)
            also(connection, seq)
            return Answer(seq, reply.language, reply.replies or ())

    def close_lost(self, lease: Lease, at: int, apology: Apology) -> str | None:
        """Answer a turn whose lease has run out by `apology`; its conversation's id, None without one."""
        with self.engine.connect() as connection:  # looking needs no right to write
            found: str | None = connection.execute(_LOST, {"now": at}).scalar_one_or_none()
        if found is None:
            return None
        with writing(self.engine) as connection:
            taken = _take(connection, found, lease, at)
            if taken is not None:
                _close_unanswered(connection, found, taken[0], at, apology)
                _free(connection, found, lease)
        return found


def _of_customer(message: CustomerMessage, at: int, language: Language) -> Content:
    spoken = spoken_language(message.text or "") or language
    return Content(role="customer", at=at, language=spoken, text=message.stored_text, choice=message.choice)


def _take(connection: Connection, conversation_id: str, lease: Lease, at: int) -> tuple[Language, str] | None:
    """The conversation's language and the turn heard last if it is free and now taken, else None."""
    values = {"of": conversation_id, "now": at, "holder": lease.holder, "until": lease.until}
    row = connection.execute(_TAKE, values).first()
    return None if row is None else (row.language, row.heard_turn or "")


def _free(connection: Connection, conversation_id: str, lease: Lease) -> None:
    connection.execute(_FREE, {"of": conversation_id, "holder": lease.holder})


def _submission(connection: Connection, conversation_id: str, client_message_id: str) -> Submission | None:
    row = connection.execute(_KNOWN, {"of": conversation_id, "message": client_message_id}).first()
    if row is None:
        return None
    return Submission(row.body_hash, _answer(connection, conversation_id, row.answer_seq))


def _answer(connection: Connection, conversation_id: str, seq: int | None) -> Answer | None:
    if seq is None:
        return None
    values = {"of": conversation_id, "number": seq}
    item = item_of(connection.execute(_ITEM, values).mappings().one())
    return Answer(item.seq, item.content.language, item.content.replies or ())


def _close_unanswered(
    connection: Connection, conversation_id: str, language: Language, at: int, apology: Apology
) -> None:
    for client_message_id in connection.execute(_UNANSWERED, {"of": conversation_id}).scalars().all():
        sorry = Content(role="bot", at=at, language=language, replies=tuple(apology(language)))
        seq = append(connection, conversation_id, sorry)
        _answered(connection, conversation_id, client_message_id, seq)


def _if_answered(known: Submission | None) -> Submission | None:
    return known if known is not None and known.answer is not None else None


def _answered(connection: Connection, conversation_id: str, client_message_id: str, seq: int) -> None:
    connection.execute(_ANSWERED, {"of": conversation_id, "message": client_message_id, "by": seq})
