"""Which role each call of the console needs. What is not in the table is allowed to nobody."""

from __future__ import annotations

from web.console.accounts import Role

ANYONE = None
"""Also who is not signed in."""
ROLE_OF: dict[tuple[str, str], Role | None] = {
    ("GET", "/console/login"): ANYONE,
    ("POST", "/console/login"): ANYONE,
    ("POST", "/console/logout"): "viewer",
    ("POST", "/console/language"): "viewer",
    ("GET", "/console"): "viewer",
    ("GET", "/console/ask"): "viewer",
    ("GET", "/console/decide"): "viewer",
    ("GET", "/console/order"): "agent",
    ("GET", "/console/inbox"): "agent",
    ("GET", "/console/inbox/list"): "agent",
    ("GET", "/console/inbox/events"): "agent",
    ("GET", "/console/inbox/{id}"): "agent",
    ("GET", "/console/inbox/{id}/transcript"): "agent",
    ("POST", "/console/inbox/{id}/take"): "agent",
    ("POST", "/console/inbox/{id}/say"): "agent",
    ("POST", "/console/inbox/{id}/end"): "agent",
    ("POST", "/console/inbox/{id}/story"): "agent",
    ("GET", "/console/feedback"): "agent",
    ("GET", "/console/unclear"): "agent",
    ("GET", "/console/unclear/examples.yml"): "agent",
    ("GET", "/console/figures"): "viewer",
    ("GET", "/console/figures/{name}.csv"): "viewer",
    ("GET", "/console/users"): "admin",
    ("POST", "/console/users"): "admin",
    ("POST", "/console/users/{name}"): "admin",
    ("GET", "/console/audit"): "admin",
}
