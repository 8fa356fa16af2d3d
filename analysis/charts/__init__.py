"""Figures of a frame: drawn on any Axes, sized for print, saved with their data."""
