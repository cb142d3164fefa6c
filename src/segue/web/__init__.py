"""Faces: the local pages. They edit the plan, start runs as processes of their own, and watch."""
