"""Placements as sold: flights in slots, creative and address received, gone live and taken down."""
