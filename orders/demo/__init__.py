"""The demo shop: a few customers with orders for every rule, kept fresh by the clock."""

from orders.demo.shop import DEMO_CUSTOMERS, load_demo, refresh_demo

__all__ = ["DEMO_CUSTOMERS", "load_demo", "refresh_demo"]
