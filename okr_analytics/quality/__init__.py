"""How good key results, objectives and sets are: rules that explain, name their source and offer a rewrite."""
