"""The doors that speak HTTP: the REST interface, the shop's pages, and what guards them."""
