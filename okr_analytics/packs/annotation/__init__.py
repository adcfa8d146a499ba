"""The rooms of the annotated copy: a workbook's parts are edited where marks belong and left byte for byte elsewhere."""
