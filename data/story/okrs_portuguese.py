"""The key results of the directorate that works in Portuguese, in both cycles."""

from story.model import Q3, Q4, KeyResult, Objective
from story.organisation import DAP, DSF, DVV

_DAP3 = Objective("DAP-Q3-O1", DAP, Q3, "Aproximar a atenção primária de quem mais precisa")
_DSF3 = Objective("DSF-Q3-O1", DSF, Q3, "Pessoas com doença crônica acompanhadas de perto")
_DVV3 = Objective("DVV-Q3-O1", DVV, Q3, "Nenhuma criança sem vacina")

# fmt: off
FIRST_CYCLE = (
    KeyResult("DAP-Q3-1.1", _DAP3, "Aumentar as famílias vulneráveis com visita mensal de 38% para 60%",
              "Famílias com visita mensal", "%", "increase", 0.38, 0.60, 0.59, "Beatriz Aroeira"),
    KeyResult("DAP-Q3-1.2", _DAP3, "Elaborar o plano de territorialização",
              "", "", "milestone", None, None, 0.3, "Teresa Palma", form="task"),
    KeyResult("DAP-Q3-1.3", _DAP3, "Melhorar a comunicação com as unidades",
              "", "", "", None, None, 0.0, "Teresa Palma", form="vague", silence="never"),
    KeyResult("DSF-Q3-1.1", _DSF3, "Aumentar os hipertensos com pressão controlada de 41% para 55%",
              "Hipertensos com pressão controlada", "%", "increase", 0.41, 0.55, 0.43, "Caio Ferraz"),
    KeyResult("DSF-Q3-1.2", _DSF3, "Realizar 24 oficinas com as equipes",
              "Oficinas realizadas", "oficinas", "count", 0, 24, 0.917, "Rafael Nogueira", form="counted"),
    KeyResult("DSF-Q3-1.3", _DSF3, "Reduzir as internações evitáveis por 10 mil habitantes de 31 para 25",
              "Internações evitáveis por 10 mil", "internações", "decrease", 31, 25, 0.333, "Caio Ferraz"),
    KeyResult("DVV-Q3-1.1", _DVV3, "Aumentar a cobertura da tríplice viral aos 2 anos de 79% para 90%",
              "Cobertura da tríplice viral", "%", "increase", 0.79, 0.90, 0.46, "Lívia Montes"),
    KeyResult("DVV-Q3-1.2", _DVV3, "Cumprir 100% das notificações obrigatórias no prazo legal",
              "Notificações no prazo", "%", "maintain", None, 1.0, 0.98, "Lívia Montes", form="compliance"),
    KeyResult("DVV-Q3-1.3", _DVV3, "Implantar o sistema de busca ativa",
              "", "", "milestone", None, None, 0.2, "Davi Sarmento", form="task", silence="stopped"),
)
# fmt: on

_DAP4A = Objective("DAP-Q4-O1", DAP, Q4, "Aproximar a atenção primária de quem mais precisa", "PRE-Q4-O1")
_DAP4B = Objective("DAP-Q4-O2", DAP, Q4, "Cada família sabe quem é a sua equipe", "PRE-Q4-O1")
_DSF4 = Objective("DSF-Q4-O1", DSF, Q4, "Pessoas com doença crônica acompanhadas de perto", "DAP-Q4-O1")
_DVV4 = Objective("DVV-Q4-O1", DVV, Q4, "Nenhuma criança sem vacina", "DAP-Q4-O1")

# fmt: off
SECOND_CYCLE = (
    KeyResult("DAP-Q4-1.1", _DAP4A, "Aumentar as famílias vulneráveis com visita mensal de 51% para 70%",
              "Famílias com visita mensal", "%", "increase", 0.51, 0.70, 0.53, "Beatriz Aroeira"),
    KeyResult("DAP-Q4-1.2", _DAP4A, "Aumentar as consultas marcadas para o mesmo dia de 29% para 45%",
              "Consultas no mesmo dia", "%", "increase", 0.29, 0.45, 0.62, "Teresa Palma"),
    KeyResult("DAP-Q4-2.1", _DAP4B, "Aumentar as famílias com equipe de referência definida de 55% para 80%",
              "Famílias com equipe de referência", "%", "increase", 0.55, 0.80, 0.04, "Teresa Palma"),
    KeyResult("DSF-Q4-1.1", _DSF4, "Aumentar os hipertensos com pressão controlada de 47% para 60%",
              "Hipertensos com pressão controlada", "%", "increase", 0.47, 0.60, 0.54, "Caio Ferraz"),
    KeyResult("DSF-Q4-1.2", _DSF4, "Reduzir as internações evitáveis por 10 mil habitantes de 29 para 24",
              "Internações evitáveis por 10 mil", "internações", "decrease", 29, 24, 0.4, "Caio Ferraz"),
    KeyResult("DSF-Q4-1.3", _DSF4, "Aumentar os diabéticos com hemoglobina glicada em dia de 44% para 65%",
              "Diabéticos com exame em dia", "%", "increase", 0.44, 0.65, 0.0, "Rafael Nogueira", silence="never"),
    KeyResult("DVV-Q4-1.1", _DVV4, "Aumentar a cobertura da tríplice viral aos 2 anos de 84% para 92%",
              "Cobertura da tríplice viral", "%", "increase", 0.84, 0.92, 0.5, "Lívia Montes"),
    KeyResult("DVV-Q4-1.2", _DVV4, "Aumentar as crianças com vacina em atraso localizadas em 15 dias de 31% para 60%",
              "Crianças localizadas em 15 dias", "%", "increase", 0.31, 0.60, 0.07, "Davi Sarmento"),
    KeyResult("DVV-Q4-1.3", _DVV4, "Cumprir 100% das notificações obrigatórias no prazo legal",
              "Notificações no prazo", "%", "maintain", None, 1.0, 0.99, "Lívia Montes", form="compliance"),
)
# fmt: on
