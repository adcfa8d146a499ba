"""Writes Views as packs: PowerPoint, Excel, PDF and offline HTML, all with the numbers of the screen."""
