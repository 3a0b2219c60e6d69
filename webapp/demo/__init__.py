"""A fictional city to try everything on: its people, its cases at every element of the drawing."""

from webapp.demo.city import City, found_city
from webapp.demo.drive import Driver
from webapp.demo.stage import stage_cases

__all__ = ["City", "Driver", "found_city", "stage_cases"]
