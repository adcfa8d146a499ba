"""The key results of the directorate that works in Spanish, in both cycles."""

from story.model import Q3, Q4, KeyResult, Objective
from story.organisation import DCD, DPR, DSS

_DSS3 = Objective("DSS-Q3-O1", DSS, Q3, "Que nadie tenga que contar su historia dos veces")
_DPR3 = Objective("DPR-Q3-O1", DPR, Q3, "Respuestas rápidas y claras a quien solicita una prestación")
_DCD3 = Objective("DCD-Q3-O1", DCD, Q3, "Vivir en casa más tiempo y con dignidad")

# fmt: off
FIRST_CYCLE = (
    KeyResult("DSS-Q3-1.1", _DSS3, "Aumentar los casos con plan único compartido de 22% a 50%",
              "Casos con plan único", "%", "increase", 0.22, 0.50, 0.39, "Rosalía Vega"),
    KeyResult("DSS-Q3-1.2", _DSS3, "Crear la mesa intersectorial",
              "", "", "milestone", None, None, 1.0, "Elena Ruiz", form="task"),
    KeyResult("DPR-Q3-1.1", _DPR3, "Reducir el tiempo mediano de resolución de 34 a 20 días",
              "Tiempo mediano de resolución", "días", "decrease", 34, 20, 0.5, "Julián Otero"),
    KeyResult("DPR-Q3-1.2", _DPR3, "Aumentar las solicitudes presentadas en línea de 18% a 45%",
              "Solicitudes en línea", "%", "increase", 0.18, 0.45, 0.7, "Marcos Luján"),
    KeyResult("DPR-Q3-1.3", _DPR3, "Mejorar la satisfacción de las personas usuarias",
              "", "", "", None, None, 0.0, "", form="vague", silence="never"),
    KeyResult("DCD-Q3-1.1", _DCD3, "Aumentar las personas con plan de cuidados revisado en 90 días de 52% a 75%",
              "Planes revisados en 90 días", "%", "increase", 0.52, 0.75, 0.61, "Pilar Sanmartín"),
    KeyResult("DCD-Q3-1.2", _DCD3, "Realizar 10 jornadas de formación",
              "Jornadas realizadas", "jornadas", "count", 0, 10, 0.8, "Paula Iriarte", form="counted"),
    KeyResult("DCD-Q3-1.3", _DCD3, "Mantener las visitas cumplidas en 95%",
              "Visitas cumplidas", "%", "maintain", None, 0.95, 0.956, "Paula Iriarte", form="kpi"),
)
# fmt: on

_DSS4 = Objective("DSS-Q4-O1", DSS, Q4, "Que nadie tenga que contar su historia dos veces", "PRE-Q4-O1")
_DPR4 = Objective("DPR-Q4-O1", DPR, Q4, "Respuestas rápidas y claras a quien solicita una prestación", "DSS-Q4-O1")
_DCD4 = Objective("DCD-Q4-O1", DCD, Q4, "Vivir en casa más tiempo y con dignidad", "DSS-Q4-O1")

# fmt: off
SECOND_CYCLE = (
    KeyResult("DSS-Q4-1.1", _DSS4, "Aumentar los casos con plan único compartido de 33% a 60%",
              "Casos con plan único", "%", "increase", 0.33, 0.60, 0.48, "Rosalía Vega"),
    KeyResult("DSS-Q4-1.2", _DSS4, "Reducir los casos reabiertos antes de 60 días de 17% a 10%",
              "Casos reabiertos", "%", "decrease", 0.17, 0.10, 0.43, "Elena Ruiz"),
    KeyResult("DPR-Q4-1.1", _DPR4, "Aumentar las solicitudes presentadas en línea de 37% a 65%",
              "Solicitudes en línea", "%", "increase", 0.37, 0.65, 0.86, "Marcos Luján"),
    KeyResult("DPR-Q4-1.2", _DPR4, "Reducir el tiempo mediano de resolución de 27 a 18 días",
              "Tiempo mediano de resolución", "días", "decrease", 27, 18, -0.444, "Julián Otero"),
    KeyResult("DPR-Q4-1.3", _DPR4, "Aumentar las personas que entienden su resolución de 58% a 75%",
              "Personas que entienden su resolución", "%", "increase", 0.58, 0.75, 0.59, "Marcos Luján"),
    KeyResult("DCD-Q4-1.1", _DCD4, "Aumentar las personas con plan de cuidados revisado en 90 días de 66% a 85%",
              "Planes revisados en 90 días", "%", "increase", 0.66, 0.85, 0.55, "Pilar Sanmartín"),
    KeyResult("DCD-Q4-1.2", _DCD4, "Aumentar las personas que siguen en casa a los 12 meses de 71% a 78%",
              "Personas que siguen en casa", "%", "increase", 0.71, 0.78, 0.43, "Paula Iriarte"),
    KeyResult("DCD-Q4-1.3", _DCD4, "Aumentar las personas cuidadoras con relevo semanal de 12% a 25%",
              "Personas cuidadoras con relevo", "%", "increase", 0.12, 0.25, 0.23, "Pilar Sanmartín",
              silence="stopped"),
)
# fmt: on
