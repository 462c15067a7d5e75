"""KPIs counted row by row in plain Python, from the definitions alone; shares no code with sql."""
