"""Pictures of the demo shop's products, drawn when they are asked for."""

from shop.demo.pictures.draw import picture_of

__all__ = ["picture_of"]
